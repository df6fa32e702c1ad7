//===- HookPlanter.cpp ----------------------------------------------------===//

#include "HookPlanter.h"
#include "Compat.h"
#include "HeapCalls.h"
#include "UserLocation.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/CFG.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include <map>

using namespace llvm;

namespace hone {

GlobalVariable *functionRecord(const Function &F) {
  MDNode *Node = F.getMetadata(RecordMetadata);
  if (!Node || !Node->getNumOperands() || F.isDeclaration())
    return nullptr;
  auto *Value = dyn_cast_or_null<ValueAsMetadata>(Node->getOperand(0).get());
  return Value ? dyn_cast<GlobalVariable>(Value->getValue()) : nullptr;
}

/// Of FunctionRecord, whose last field is the gate.
static constexpr unsigned GateField = 6;

namespace {

class HookPlanter {
public:
  HookPlanter(PlantedData &Data, const DenseSet<U64> &UserFunctions)
      : Data(Data), M(Data.module()), UserFunctions(UserFunctions) {}

  void plant();

private:
  void plant(Function &F);
  void finish();
  AllocaInst *plantEntry(Function &F, GlobalVariable *Record);
  /// A call of Hook before Before, if the activation is timed.
  void plantIfTimed(Instruction *Before, StringRef Hook, AllocaInst *Slot,
                    ArrayRef<Value *> More = {});
  void separateTailCalls(Function &F);
  void plantExit(ReturnInst &Return, AllocaInst *Slot);
  bool markSite(CallBase &Call, U64 Frame, bool UsersOnly);
  GlobalVariable *cursor();
  void plantOutside(Function &F);
  void keepCursor(Function &F, ArrayRef<ReturnInst *> Returns,
                  ArrayRef<CallBase *> Before);

  PlantedData &Data;
  Module &M;
  const DenseSet<U64> &UserFunctions;
  SmallPtrSet<const Function *, 32> Timed;
  using SiteKey = std::tuple<U64, U64, U64, unsigned, unsigned>;
  MapVector<SiteKey, unsigned, std::map<SiteKey, unsigned>> Sites;
  SmallVector<std::pair<StoreInst *, unsigned>, 64> Stores;
};

} // namespace

/// Code of hone's own in a function with debug information has a place, too, or
/// the inliner of a later link would complain.
static void giveLocation(IRBuilderBase &Builder, const Function &F) {
  if (!Builder.getCurrentDebugLocation())
    if (DISubprogram *Subprogram = F.getSubprogram())
      Builder.SetCurrentDebugLocation(
          DILocation::get(F.getContext(), 0, 0, Subprogram));
}

/// Makes Builder insert into a branch before Before that is hardly ever taken.
static void enterColdBranch(IRBuilderBase &Builder, Value *Condition,
                            Instruction *Before) {
  Builder.SetInsertPoint(insertColdBlock(Condition, Before));
  giveLocation(Builder, *Before->getFunction());
}

AllocaInst *HookPlanter::plantEntry(Function &F, GlobalVariable *Record) {
  IRBuilder<> Builder(F.getContext());
  moveToEntry(Builder, F);
  Type *I64 = Builder.getInt64Ty(), *I8 = Builder.getInt8Ty();
  AllocaInst *Slot = Builder.CreateAlloca(I64, nullptr, "hone.slot");
  Builder.CreateStore(Builder.getInt64(0), Slot);
  // Volatile: the runtime opens and closes gates at any time.
  Value *Gate = Builder.CreateLoad(
      I8, Builder.CreateStructGEP(Record->getValueType(), Record, GateField),
      /*isVolatile=*/true);
  Value *Counting =
      Builder.CreateLoad(I8, Data.threadLocal("__hone_counting", I8));
  Value *IsAsked = Builder.CreateICmpNE(Gate, Counting);
  enterColdBranch(Builder, IsAsked, &*Builder.GetInsertPoint());
  Data.callRuntime(Builder, "__hone_enter", {Record, Slot});
  return Slot;
}

void HookPlanter::plantIfTimed(Instruction *Before, StringRef Hook,
                               AllocaInst *Slot, ArrayRef<Value *> More) {
  IRBuilder<> Builder(Before);
  giveLocation(Builder, *Before->getFunction());
  Value *IsTimed = Builder.CreateICmpNE(
      Builder.CreateLoad(Builder.getInt64Ty(), Slot), Builder.getInt64(0));
  enterColdBranch(Builder, IsTimed, Before);
  SmallVector<Value *, 2> Arguments = {Slot};
  Arguments.append(More.begin(), More.end());
  Data.callRuntime(Builder, Hook, Arguments);
}

/// The call whose result is all that Return returns, if the backend may turn it
/// into a jump.
static CallInst *tailCall(ReturnInst &Return) {
  if (CallInst *Must = Return.getParent()->getTerminatingMustTailCall())
    return Must;
  auto *Call = dyn_cast_or_null<CallInst>(
      Return.getPrevNonDebugInstruction(/*SkipPseudoOp=*/true));
  if (!Call || !Call->isTailCall())
    return nullptr;
  Value *Result = Return.getReturnValue();
  return !Result || Result == Call ? Call : nullptr;
}

/// A tail call to a function with hooks of its own stays one, or programs that
/// rely on it would run out of stack. Any other call at the end is brought back
/// inside the function's frame, so that its time counts as the function's.
void HookPlanter::plantExit(ReturnInst &Return, AllocaInst *Slot) {
  CallInst *Tail = tailCall(Return);
  Function *Callee = Tail ? Tail->getCalledFunction() : nullptr;
  if (Callee && Timed.contains(Callee))
    plantIfTimed(Tail, "__hone_tail", Slot, {functionRecord(*Callee)});
  else if (Tail && Tail->isMustTailCall())
    plantIfTimed(Tail, "__hone_exit", Slot);
  else
    plantIfTimed(&Return, "__hone_exit", Slot);
}

GlobalVariable *HookPlanter::cursor() {
  return Data.threadLocal("__hone_site", compat::pointerType(M.getContext()));
}

/// UsersOnly: calls in code of the user's only, which may be inlined. False: the
/// call is not marked.
bool HookPlanter::markSite(CallBase &Call, U64 Frame, bool UsersOnly) {
  U64 Caller = Frame;
  const DILocation *At = userLocation(Call, UserFunctions, Caller);
  if (!At || (UsersOnly && !UserFunctions.contains(Caller)))
    return false;
  SiteKey Key{Caller, Frame, Data.file(At->getFile()), At->getLine(),
              At->getColumn()};
  unsigned Index = Sites.insert({Key, Sites.size()}).first->second;
  IRBuilder<> Builder(&Call);
  // The address is filled in when the number of sites is known.
  Stores.push_back(
      {Builder.CreateStore(
           ConstantPointerNull::get(compat::pointerType(M.getContext())),
           cursor()),
       Index});
  return true;
}

static bool isMarked(const CallBase &Call) {
  if (isa<IntrinsicInst>(Call) || Call.isInlineAsm())
    return false;
  const Function *Callee = Call.getCalledFunction();
  return !Callee || !Callee->getName().starts_with("__hone_") ||
         Callee->getName() == "__hone_copied";
}

/// By code that is not the user's: a comparator by qsort, a virtual function by a
/// library. What is called by name from elsewhere is left out.
static bool mayBeCalledBack(const Function &F) {
  return F.hasAddressTaken(/*PutOffender=*/nullptr, /*IgnoreCallbackUses=*/false,
                           /*IgnoreAssumeLikeCalls=*/true,
                           /*IgnoreLLVMUsed=*/true);
}

/// Whether a call in code that is not the user's may come to code of his that is
/// not in this module, or has no cursor to keep.
static bool mayMoveCursor(const CallBase &Call) {
  const Function *Callee = Call.getCalledFunction();
  if (!Callee || !Callee->isDeclaration())
    return !Callee || functionRecord(*Callee);
  static constexpr StringRef Librarys[] = {"_ZSt",  "_ZNSt",          "_ZNKSt",
                                           "_ZNSa", "_ZN9__gnu_cxx",  "_ZNK9__gnu_cxx",
                                           "__",    "mem",            "str"};
  return !isAllocator(Callee->getName()) && none_of(Librarys, [&](StringRef Start) {
    return Callee->getName().starts_with(Start);
  });
}

/// Gives tail calls of timed functions a return of their own, as the backend would
/// do later, if there were no hooks between.
void HookPlanter::separateTailCalls(Function &F) {
  SmallVector<ReturnInst *, 4> Returns;
  for (BasicBlock &Block : F)
    if (auto *Return = dyn_cast<ReturnInst>(Block.getTerminator());
        Return && Return == Block.getFirstNonPHIOrDbg())
      Returns.push_back(Return);
  for (ReturnInst *Return : Returns) {
    BasicBlock *Block = Return->getParent();
    SmallVector<BasicBlock *, 8> Sources(predecessors(Block));
    for (BasicBlock *Source : Sources) {
      auto *Branch = dyn_cast<BranchInst>(Source->getTerminator());
      if (!Branch || !Branch->isUnconditional())
        continue;
      auto *Call = dyn_cast_or_null<CallInst>(
          Branch->getPrevNonDebugInstruction(/*SkipPseudoOp=*/true));
      Value *Result = Return->getReturnValue();
      if (auto *Phi = dyn_cast_or_null<PHINode>(Result);
          Phi && Phi->getParent() == Block)
        Result = Phi->getIncomingValueForBlock(Source);
      if (Call && Call->isTailCall() && (!Result || Result == Call) &&
          Timed.contains(Call->getCalledFunction()))
        FoldReturnIntoUncondBranch(Return, Block, Source);
    }
    if (pred_empty(Block) && !Block->isEntryBlock())
      DeleteDeadBlock(Block);
  }
}

void HookPlanter::plant(Function &F) {
  GlobalVariable *Record = functionRecord(F);
  U64 Frame =
      cast<ConstantInt>(Record->getInitializer()->getAggregateElement(0u))
          ->getZExtValue();
  separateTailCalls(F);
  SmallVector<CallBase *, 16> Calls;
  SmallVector<ReturnInst *, 4> Returns;
  SmallVector<Instruction *, 4> Resumes, Landings;
  for (Instruction &I : instructions(F)) {
    if (auto *Call = dyn_cast<CallBase>(&I)) {
      if (isMarked(*Call))
        Calls.push_back(Call);
      if (Call->hasFnAttr(Attribute::ReturnsTwice) && !Call->isTerminator())
        Landings.push_back(Call->getNextNode());
    } else if (auto *Return = dyn_cast<ReturnInst>(&I)) {
      Returns.push_back(Return);
    } else if (isa<ResumeInst>(I)) {
      Resumes.push_back(&I);
    } else if (isa<LandingPadInst>(I)) {
      Landings.push_back(&*I.getParent()->getFirstInsertionPt());
    }
  }
  // What an operator new of the user's calls is asked for by who called that.
  bool IsAllocator = isAllocator(F.getName());
  for (CallBase *Call : Calls)
    if (!IsAllocator)
      markSite(*Call, Frame, /*UsersOnly=*/false);
  AllocaInst *Slot = plantEntry(F, Record);
  // In front of the entry hook, which takes the cursor.
  if (IsAllocator)
    keepCursor(F, Returns, Calls);
  else if (!Calls.empty() && mayBeCalledBack(F))
    keepCursor(F, Returns, {});
  for (Instruction *Landing : Landings) {
    IRBuilder<> Builder(Landing);
    giveLocation(Builder, F);
    Data.callRuntime(Builder, "__hone_unwind", {Slot});
  }
  for (Instruction *Resume : Resumes)
    plantIfTimed(Resume, "__hone_exit", Slot);
  for (ReturnInst *Return : Returns)
    plantExit(*Return, Slot);
}

/// Stores the cursor that F was called with before these returns and calls.
void HookPlanter::keepCursor(Function &F, ArrayRef<ReturnInst *> Returns,
                             ArrayRef<CallBase *> Before) {
  IRBuilder<> Entry(F.getContext());
  moveToEntry(Entry, F);
  Value *Found = Entry.CreateLoad(compat::pointerType(F.getContext()), cursor());
  for (CallBase *Call : Before)
    IRBuilder<>(Call).CreateStore(Found, cursor());
  for (ReturnInst *Return : Returns)
    if (CallInst *Tail = tailCall(*Return);
        !Tail ||
        (!Tail->isMustTailCall() && !Timed.contains(Tail->getCalledFunction())))
      IRBuilder<>(Return).CreateStore(Found, cursor());
}

/// Code that is not the user's, a template of the standard library's say, does
/// what it does on behalf of the call that led to it, also after it has called
/// something of the user's.
void HookPlanter::plantOutside(Function &F) {
  U64 Frame = functionHash(F);
  SmallVector<CallBase *, 16> Calls, Others;
  SmallVector<ReturnInst *, 4> Returns;
  bool Moves = false;
  for (Instruction &I : instructions(F)) {
    if (auto *Call = dyn_cast<CallBase>(&I); Call && isMarked(*Call))
      Calls.push_back(Call);
    else if (auto *Return = dyn_cast<ReturnInst>(&I))
      Returns.push_back(Return);
  }
  for (CallBase *Call : Calls) {
    if (markSite(*Call, Frame, /*UsersOnly=*/true)) {
      Moves = true;
      continue;
    }
    Moves |= mayMoveCursor(*Call);
    Others.push_back(Call);
  }
  if (Moves)
    keepCursor(F, Returns, Others);
}

void HookPlanter::finish() {
  if (Sites.empty())
    return;
  StructType *Type = Data.recordType("SiteRecord");
  SmallVector<Constant *, 64> Records;
  for (const auto &[Key, Index] : Sites) {
    auto [Caller, Frame, File, Line, Column] = Key;
    Records.push_back(ConstantStruct::get(
        Type, {Data.u64(Caller), Data.u64(Frame), Data.u64(File),
               Data.u32(Line), Data.u32(Column)}));
  }
  auto *TableType = ArrayType::get(Type, Records.size());
  auto *Table = new GlobalVariable(M, TableType, /*isConstant=*/true,
                                   GlobalValue::InternalLinkage,
                                   ConstantArray::get(TableType, Records),
                                   "__hone_s");
  Table->setSection("hone_sites");
  Table->setAlignment(Align(8));
  Data.keep(Table);
  for (auto [Store, Index] : Stores) {
    Constant *Indexes[] = {Data.u64(0), Data.u64(Index)};
    Store->setOperand(
        0, ConstantExpr::getInBoundsGetElementPtr(TableType, Table, Indexes));
  }
}

/// A function of a few instructions, without a loop or a call, would be throttled
/// at once. It is part of its caller's time, as if it were inlined.
static bool isWorthTiming(const Function &F) {
  static constexpr unsigned MinInstructions = 50;
  if (F.getInstructionCount() >= MinInstructions)
    return true;
  SmallVector<std::pair<const BasicBlock *, const BasicBlock *>, 4> BackEdges;
  FindFunctionBackedges(F, BackEdges);
  return !BackEdges.empty() || any_of(instructions(F), [](const Instruction &I) {
    auto *Call = dyn_cast<CallBase>(&I);
    return Call && isMarked(*Call);
  });
}

void HookPlanter::plant() {
  SmallVector<Function *, 32> Functions;
  for (Function &F : M)
    if (functionRecord(F) && isWorthTiming(F)) {
      Timed.insert(&F);
      Functions.push_back(&F);
    }
  for (Function &F : M)
    if (!F.isDeclaration() && !functionRecord(F) &&
        !F.getName().starts_with("__hone_"))
      plantOutside(F);
  for (Function *F : Functions)
    plant(*F);
  finish();
}

void plantHooks(PlantedData &Data, const DenseSet<U64> &UserFunctions) {
  HookPlanter(Data, UserFunctions).plant();
}

} // namespace hone
