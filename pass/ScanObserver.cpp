//===- ScanObserver.cpp ---------------------------------------------------===//

#include "ScanObserver.h"
#include "BufferScan.h"
#include "DebugTypes.h"
#include "LoopView.h"
#include "ScanCall.h"
#include "ScanLoop.h"
#include "ScanPredicate.h"
#include "WalkLoop.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/Support/ModRef.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

namespace hone {

static constexpr U32 UnknownNode = ~0u;

namespace {

class ScanPlanter {
public:
  ScanPlanter(Function &F, PlantContext &C) : F(F), C(C), Types(F) {}
  void plant(const ScanLoop &Scan);
  void plant(const WalkLoop &Walk);
  void plant(CallBase &Call, const ScanCall &Scan);
  void plant(CallBase &Call, const BufferScan &Scan);

private:
  struct Description {
    ScanKind Kind;
    std::string What, Container, Key;
    DebugLoc Location;
    U32 SearchNode, ElementNode;
  };
  GlobalVariable *emitRecord(const Description &D);
  U32 nodeAt(const Instruction &I) const;
  Instruction *onEdge(BasicBlock *From, BasicBlock *To);
  Instruction *behind(CallBase &Call);
  void plantExits(const ScanLoop &Scan, GlobalVariable *Record,
                  AllocaInst *Start, AllocaInst *Count, AllocaInst *Matched);
  std::pair<Value *, Value *> ends(IRBuilder<> &Builder, CallBase &Call,
                                   const ScanCall &Scan);
  void plantCallEnd(IRBuilder<> &Builder, CallBase &Call, const ScanCall &Scan,
                    std::pair<Value *, Value *> Ends, GlobalVariable *Record,
                    Value *Start);

  Function &F;
  PlantContext &C;
  DebugTypes Types;
  DenseMap<std::pair<BasicBlock *, BasicBlock *>, BranchInst *> EdgeEnds;
  unsigned NumPlanted = 0;
};

} // namespace

U32 ScanPlanter::nodeAt(const Instruction &I) const {
  unsigned Node = C.Graph.nodeAt(I);
  return Node == FlowGraph::Exit ? UnknownNode : Node;
}

GlobalVariable *ScanPlanter::emitRecord(const Description &D) {
  std::string Info = D.What + '\0' + D.Container + '\0' + D.Key + '\0';
  unsigned Line = D.Location ? D.Location.getLine() : 0;
  unsigned Column = D.Location ? D.Location.getCol() : 0;
  U64 File = D.Location ? C.Data.file(D.Location->getFile()) : 0;
  Placement Where = placementFor(
      C, "scan;" + std::to_string(NumPlanted++) + ";" + std::to_string(Line) +
             ";" + std::to_string(D.SearchNode) + ";" +
             std::to_string(D.ElementNode) + ";" + Info);
  GlobalVariable *Record =
      C.Data.declareRecord("ScanRecord", "hone_scans", "s", Where);
  C.Data.fillRecord(
      Record, {C.Data.u64(functionHash(F)), C.Data.u64(File),
               C.Data.relative(C.Data.info(Where, Info), Record, /*Field=*/2),
               C.Data.u32(Info.size()), C.Data.u32(D.Kind), C.Data.u32(Line),
               C.Data.u32(Column), C.Data.u32(D.SearchNode),
               C.Data.u32(D.ElementNode)});
  return Record;
}

/// Where to plant what is done on the edges from From to To. One loop's way out
/// may be another one's way in: the block is made once.
Instruction *ScanPlanter::onEdge(BasicBlock *From, BasicBlock *To) {
  BranchInst *&Ahead = EdgeEnds[{From, To}];
  if (Ahead)
    return Ahead;
  auto *Middle =
      BasicBlock::Create(From->getContext(), "", From->getParent(), To);
  Ahead = BranchInst::Create(To, Middle);
  Instruction *End = From->getTerminator();
  unsigned NumEdges = 0;
  for (unsigned I = 0; I != End->getNumSuccessors(); ++I)
    if (End->getSuccessor(I) == To) {
      End->setSuccessor(I, Middle);
      ++NumEdges;
    }
  for (PHINode &Phi : To->phis()) {
    for (unsigned I = 1; I < NumEdges; ++I)
      Phi.removeIncomingValue(From, /*DeletePHIIfEmpty=*/false);
    Phi.replaceIncomingBlockWith(From, Middle);
  }
  return Ahead;
}

/// Where Call has returned.
Instruction *ScanPlanter::behind(CallBase &Call) {
  if (auto *Invoke = dyn_cast<InvokeInst>(&Call))
    return onEdge(Invoke->getParent(), Invoke->getNormalDest());
  return Call.getNextNode();
}

//===-- Loops -------------------------------------------------------------===//

void ScanPlanter::plant(const ScanLoop &Scan) {
  BasicBlock *Single = Scan.Entering.size() == 1 ? Scan.Entering[0] : nullptr;
  GlobalVariable *Record = emitRecord(
      {HONE_SCAN_LOOP, "loop",
       Scan.Base ? Types.sequenceName(Scan.Base, Scan.BaseOffset) : "",
       Scan.Key && Types.typeOf(Scan.Key) ? typeName(Types.typeOf(Scan.Key))
                                          : "",
       Scan.Location,
       Single && Single->getSingleSuccessor() ? nodeAt(*Single->getTerminator())
                                              : UnknownNode,
       nodeAt(*Scan.Compare)});

  IRBuilder<> Builder(&*F.getEntryBlock().getFirstInsertionPt());
  Type *I64 = Builder.getInt64Ty();
  AllocaInst *Start = Builder.CreateAlloca(I64);
  AllocaInst *Count = Builder.CreateAlloca(I64);
  AllocaInst *Matched = nullptr;
  if (any_of(Scan.Exits, [](const ScanLoop::Exit &Exit) {
        return Exit.Meaning == ScanLoop::AsCompared;
      }))
    Matched = Builder.CreateAlloca(Builder.getInt1Ty());

  for (BasicBlock *From : Scan.Entering) {
    Builder.SetInsertPoint(onEdge(From, Scan.Header));
    Builder.SetCurrentDebugLocation(Scan.Location);
    Value *Base = Constant::getNullValue(Builder.getPtrTy());
    if (Scan.Base)
      Base = Builder.CreateGEP(Builder.getInt8Ty(), Scan.Base,
                               Builder.getInt64(Scan.BaseOffset));
    Builder.CreateStore(
        Builder.CreateCall(C.Data.runtime("__hone_scan_begin"), {Record, Base}),
        Start);
    Builder.CreateStore(Builder.getInt64(0), Count);
    if (Matched)
      Builder.CreateStore(Builder.getFalse(), Matched);
  }
  Builder.SetInsertPoint(Scan.Compare);
  Builder.CreateStore(
      Builder.CreateAdd(Builder.CreateLoad(I64, Count), Builder.getInt64(1)),
      Count);
  if (Matched) {
    Builder.SetInsertPoint(Scan.Compare->getNextNode());
    Value *IsMatch = Scan.Compare;
    if (!Scan.MatchesIfTrue)
      IsMatch = Builder.CreateNot(IsMatch);
    Builder.CreateStore(IsMatch, Matched);
  }
  plantExits(Scan, Record, Start, Count, Matched);
}

void ScanPlanter::plantExits(const ScanLoop &Scan, GlobalVariable *Record,
                             AllocaInst *Start, AllocaInst *Count,
                             AllocaInst *Matched) {
  IRBuilder<> Builder(F.getContext());
  Type *I64 = Builder.getInt64Ty(), *I32 = Builder.getInt32Ty();
  for (const ScanLoop::Exit &Exit : Scan.Exits) {
    auto [From, To] = Exit.Edge;
    Builder.SetInsertPoint(onEdge(From, To));
    Builder.SetCurrentDebugLocation(Scan.Location);
    Value *Exhausted = Builder.getInt32(Exit.Meaning == ScanLoop::Exhausted);
    if (Exit.Meaning == ScanLoop::AsCompared)
      Exhausted = Builder.CreateZExt(
          Builder.CreateNot(Builder.CreateLoad(Builder.getInt1Ty(), Matched)),
          I32);
    Value *Token = Builder.CreateLoad(I64, Start);
    Value *Elements = Builder.CreateLoad(I64, Count);
    // Most searches are not observed: a branch is cheaper than the call.
    Builder.SetInsertPoint(SplitBlockAndInsertIfThen(
        Builder.CreateIsNotNull(Token), &*Builder.GetInsertPoint(),
        /*Unreachable=*/false));
    Builder.SetCurrentDebugLocation(Scan.Location);
    Builder.CreateCall(C.Data.runtime("__hone_scan_end"),
                       {Record, Token, Elements, Exhausted});
  }
}

/// Counts the elements and keeps the last one's address, both in registers; only
/// long walks are told to the runtime.
void ScanPlanter::plant(const WalkLoop &Walk) {
  constexpr U64 LongWalk = 1024;
  GlobalVariable *Record = emitRecord({HONE_SCAN_WALK, "loop", "", "",
                                       Walk.Location, UnknownNode,
                                       UnknownNode});
  IRBuilder<> Builder(&*F.getEntryBlock().getFirstInsertionPt());
  Type *I64 = Builder.getInt64Ty(), *Pointer = Builder.getPtrTy();
  AllocaInst *Count = Builder.CreateAlloca(I64);
  AllocaInst *Last = Builder.CreateAlloca(Pointer);
  for (BasicBlock *From : Walk.Entering) {
    Builder.SetInsertPoint(onEdge(From, Walk.Header));
    Builder.SetCurrentDebugLocation(Walk.Location);
    Builder.CreateStore(Builder.getInt64(0), Count);
  }
  Builder.SetInsertPoint(Walk.Element);
  Value *Address = Walk.Element->getPointerOperand();
  Value *Before = Builder.CreateLoad(I64, Count);
  Builder.CreateStore(Address, Last);
  Builder.CreateStore(Builder.CreateAdd(Before, Builder.getInt64(1)), Count);
  uint64_t Size = F.getParent()->getDataLayout().getTypeStoreSize(
      Walk.Element->getType());
  for (ExitEdge Exit : Walk.Exits) {
    Builder.SetInsertPoint(onEdge(Exit.first, Exit.second));
    Builder.SetCurrentDebugLocation(Walk.Location);
    Value *Elements = Builder.CreateLoad(I64, Count);
    Builder.SetInsertPoint(insertColdBlock(
        Builder.CreateICmpUGE(Elements, Builder.getInt64(LongWalk)),
        &*Builder.GetInsertPoint()));
    Builder.SetCurrentDebugLocation(Walk.Location);
    Builder.CreateCall(C.Data.runtime("__hone_scan_walked"),
                       {Record, Builder.CreateLoad(Pointer, Last), Elements,
                        Builder.getInt64(Walk.Step * int64_t(Size))});
  }
}

//===-- Calls -------------------------------------------------------------===//

std::pair<Value *, Value *>
ScanPlanter::ends(IRBuilder<> &Builder, CallBase &Call, const ScanCall &Scan) {
  Value *First = Call.getArgOperand(Scan.First);
  if (!Scan.IsRange)
    return {First, Call.getArgOperand(Scan.First + 1)};
  Type *Pointer = Builder.getPtrTy();
  return {Builder.CreateLoad(Pointer, First),
          Builder.CreateLoad(Pointer,
                             Builder.CreateConstGEP1_32(Pointer, First, 1))};
}

void ScanPlanter::plantCallEnd(IRBuilder<> &Builder, CallBase &Call,
                               const ScanCall &Scan,
                               std::pair<Value *, Value *> Ends,
                               GlobalVariable *Record, Value *Start) {
  auto [First, Last] = Ends;
  bool IsPlace = Scan.Result == ScanCall::Place;
  Value *Result = IsPlace ? &Call : Last;
  Value *Exhausted = IsPlace ? Builder.CreateICmpEQ(&Call, Last)
                     : Scan.Result == ScanCall::Missed
                         ? &Call
                         : Builder.CreateIsNull(&Call);
  if (!Scan.ElementSize) {
    Builder.CreateCall(C.Data.runtime("__hone_scan_end_list"),
                       {Record, Start, First, Result, Last,
                        Builder.getInt32(Scan.NextOffset)});
    return;
  }
  Type *I64 = Builder.getInt64Ty();
  Value *Bytes = Builder.CreateSub(Builder.CreatePtrToInt(Result, I64),
                                   Builder.CreatePtrToInt(First, I64));
  Value *Elements =
      Builder.CreateUDiv(Bytes, Builder.getInt64(Scan.ElementSize));
  // The element that was found has been looked at too.
  if (IsPlace)
    Elements = Builder.CreateAdd(
        Elements, Builder.CreateZExt(Builder.CreateNot(Exhausted), I64));
  // Where it was is not told: half of them, on average.
  else if (Scan.Result != ScanCall::Number)
    Elements = Builder.CreateLShr(
        Elements, Builder.CreateZExt(Builder.CreateNot(Exhausted), I64));
  Builder.CreateCall(C.Data.runtime("__hone_scan_end"),
                     {Record, Start, Elements,
                      Builder.CreateZExt(Exhausted, Builder.getInt32Ty())});
}

/// What the search does, with what is compared if that is known:
/// "std::find_if by Item::Id", "std::find_if by Item::Id and more".
static std::string whatText(const ScanCall &Scan,
                            const ScanPredicate &Predicate) {
  bool IsKnown = Predicate.Kind == ScanPredicate::Equality;
  if (!IsKnown || (Predicate.Field.empty() && Predicate.IsAlone))
    return Scan.What;
  return Scan.What + " by " +
         (Predicate.Field.empty() ? "the element" : Predicate.Field) +
         (Predicate.IsAlone ? "" : " and more");
}

void ScanPlanter::plant(CallBase &Call, const ScanCall &Scan) {
  ScanPredicate Predicate;
  if (Scan.ByPredicate && Scan.Key.empty())
    Predicate =
        examinePredicate(Call, Scan.Predicate, Scan.Sought, C.TheEffects);
  if (Predicate.Kind == ScanPredicate::Other)
    return;
  GlobalVariable *Record =
      emitRecord({Scan.ByPredicate ? HONE_SCAN_FIND_IF : HONE_SCAN_FIND,
                  whatText(Scan, Predicate), Scan.Container,
                  Scan.Key.empty() ? Predicate.Key : Scan.Key,
                  Call.getDebugLoc(), nodeAt(Call), UnknownNode});
  IRBuilder<> Builder(&Call);
  std::pair<Value *, Value *> Ends = ends(Builder, Call, Scan);
  Value *Start = Builder.CreateCall(C.Data.runtime("__hone_scan_begin"),
                                    {Record, Ends.first});
  Builder.SetInsertPoint(behind(Call));
  Builder.SetCurrentDebugLocation(Call.getDebugLoc());
  plantCallEnd(Builder, Call, Scan, Ends, Record, Start);
}

/// The program sees none of the runtime's books: the optimizer may take the
/// scan of a text that stays the same out of a loop, as it does without
/// observers. (That the text is read is not said, with it nothing is taken out:
/// alias analysis makes no difference between what is read and what is
/// written. The scan before has read it.)
static void setTouchesBooksOnly(CallInst &Call) {
  Call.setMemoryEffects(MemoryEffects::inaccessibleMemOnly());
  for (Attribute::AttrKind Kind : {Attribute::WillReturn, Attribute::NoSync,
                                   Attribute::NoFree, Attribute::NoCallback})
    Call.addFnAttr(Kind);
}

void ScanPlanter::plant(CallBase &Call, const BufferScan &Scan) {
  GlobalVariable *Record =
      emitRecord({HONE_SCAN_BUFFER, Scan.What.str(), "", "", Call.getDebugLoc(),
                  nodeAt(Call), UnknownNode});
  IRBuilder<> Builder(&Call);
  CallInst *Start =
      Builder.CreateCall(C.Data.runtime("__hone_scan_begin"),
                         {Record, Constant::getNullValue(Builder.getPtrTy())});
  setTouchesBooksOnly(*Start);
  Builder.SetInsertPoint(behind(Call));
  Builder.SetCurrentDebugLocation(Call.getDebugLoc());
  auto [First, Bytes] = scannedBytes(Builder, Call, Scan);
  CallInst *End = Builder.CreateCall(C.Data.runtime("__hone_scan_end_buffer"),
                                     {Record, Start, First, Bytes});
  // What strcat wrote must be there when its end is looked for.
  if (Scan.Measure != BufferScan::ByText)
    setTouchesBooksOnly(*End);
}

static bool canBeViewed(const Function &F) {
  return !F.isPresplitCoroutine() && none_of(F, [](const BasicBlock &Block) {
    return isa<IndirectBrInst, CallBrInst>(Block.getTerminator());
  });
}

void plantScanObservers(Function &F, PlantContext &C) {
  SmallVector<std::pair<CallBase *, ScanCall>, 4> Calls;
  SmallVector<std::pair<CallBase *, BufferScan>, 4> Buffers;
  for (Instruction &I : instructions(F)) {
    auto *Call = dyn_cast<CallBase>(&I);
    if (!Call || Call->isMustTailCall())
      continue;
    if (std::optional<ScanCall> Scan = asScanCall(*Call))
      Calls.emplace_back(Call, std::move(*Scan));
    else if (std::optional<BufferScan> Scan = asBufferScan(*Call))
      Buffers.emplace_back(Call, std::move(*Scan));
  }
  SmallVector<ScanLoop, 2> Loops;
  SmallVector<WalkLoop, 2> Walks;
  if (mayHaveLoops(F) && canBeViewed(F)) {
    DominatorTree DT(F);
    LoopInfo LI(DT);
    Loops = findScanLoops(F, DT, LI, C.TheEffects);
    SmallPtrSet<BasicBlock *, 4> Taken;
    for (const ScanLoop &Scan : Loops)
      Taken.insert(Scan.Header);
    Walks = findWalkLoops(DT, LI, C.TheEffects, Taken);
  }
  if (Calls.empty() && Buffers.empty() && Loops.empty() && Walks.empty())
    return;
  ScanPlanter Planter(F, C);
  for (const ScanLoop &Scan : Loops)
    Planter.plant(Scan);
  for (const WalkLoop &Walk : Walks)
    Planter.plant(Walk);
  for (auto &[Call, Scan] : Calls)
    Planter.plant(*Call, Scan);
  for (auto &[Call, Scan] : Buffers)
    Planter.plant(*Call, Scan);
}

} // namespace hone
