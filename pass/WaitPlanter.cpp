//===- WaitPlanter.cpp ----------------------------------------------------===//

#include "WaitPlanter.h"
#include "Compat.h"
#include "UserLocation.h"
#include "WaitCalls.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include <map>

using namespace llvm;

namespace hone {

namespace {

class WaitPlanter {
public:
  WaitPlanter(PlantedData &Data, const DenseSet<U64> &UserFunctions)
      : Data(Data), UserFunctions(UserFunctions), Calls(UserFunctions) {}
  void plant(Function &F);

private:
  struct Site {
    CallBase *Call;
    GlobalVariable *Record;
  };
  GlobalVariable *recordFor(const CallBase &Call);
  Value *isMarkGone(IRBuilder<> &Builder, StringRef Where);
  Value *plantBegin(const Site &S);
  void plantEnd(const Site &S, Value *Start, Instruction *Before);
  void plantEnds(const Site &S, Value *Start);

  PlantedData &Data;
  const DenseSet<U64> &UserFunctions;
  WaitCalls Calls;
  using Key = std::tuple<U64, U64, U64, unsigned, unsigned, std::string>;
  std::map<Key, GlobalVariable *> Records;
};

} // namespace

/// The record of the call's place; null: nothing to observe there.
GlobalVariable *WaitPlanter::recordFor(const CallBase &Call) {
  const Function *Callee = Call.getCalledFunction();
  if (!Callee || Callee->isIntrinsic() || Call.isMustTailCall() ||
      !(isa<CallInst>(Call) || isa<InvokeInst>(Call)) ||
      Call.hasFnAttr(Attribute::NoReturn) ||
      Call.hasFnAttr(Attribute::ReturnsTwice))
    return nullptr;
  std::string What = Calls.waitsFor(*Callee);
  if (What.empty())
    return nullptr;
  U64 Frame = functionHash(*Call.getFunction()), Caller = Frame;
  const DILocation *At = userLocation(Call, UserFunctions, Caller);
  if (!At || !UserFunctions.contains(Caller))
    return nullptr;
  U64 File = Data.file(At->getFile());
  GlobalVariable *&Record =
      Records[{Caller, Frame, File, At->getLine(), At->getColumn(), What}];
  if (Record)
    return Record;
  What += '\0';
  Placement Where{"wait." + std::to_string(Records.size())};
  Record = Data.declareRecord("WaitRecord", "hone_waits", "w", Where);
  Data.fillRecord(Record,
                  {Data.u64(Caller), Data.u64(Frame), Data.u64(File),
                   Data.relative(Data.info(Where, What), Record, /*Field=*/3),
                   Data.u32(What.size()), Data.u32(At->getLine()),
                   Data.u32(At->getColumn())});
  return Record;
}

Value *WaitPlanter::isMarkGone(IRBuilder<> &Builder, StringRef Where) {
  Type *Pointer = compat::pointerType(Builder.getContext());
  Value *Word = Builder.CreateLoad(Pointer, Data.threadLocal(Where, Pointer));
  Value *Mark =
      Builder.CreateLoad(Builder.getInt64Ty(), Word, /*isVolatile=*/true);
  return Builder.CreateICmpEQ(Mark, Builder.getInt64(0));
}

/// Where to plant what is done before Before if Condition, seldom, is true. It all
/// belongs to the line of the call.
static Instruction *onlyIf(Value *Condition, Instruction *Before,
                           const DebugLoc &Location) {
  Instruction *Then = insertColdBlock(Condition, Before);
  Then->setDebugLoc(Location);
  Then->getParent()->getSinglePredecessor()->getTerminator()->setDebugLoc(
      Location);
  return Then;
}

Value *WaitPlanter::plantBegin(const Site &S) {
  IRBuilder<> Builder(S.Call);
  Instruction *Then = onlyIf(isMarkGone(Builder, "__hone_wait_before"), S.Call,
                             S.Call->getDebugLoc());
  BasicBlock *Head = Then->getParent()->getSinglePredecessor();
  Builder.SetInsertPoint(Then);
  Builder.SetCurrentDebugLocation(S.Call->getDebugLoc());
  Value *Started =
      Builder.CreateCall(Data.runtime("__hone_wait_begin"), {S.Record});
  Builder.SetInsertPoint(S.Call->getParent(), S.Call->getParent()->begin());
  PHINode *Start = Builder.CreatePHI(Builder.getInt64Ty(), 2);
  Start->addIncoming(Builder.getInt64(0), Head);
  Start->addIncoming(Started, Then->getParent());
  return Start;
}

void WaitPlanter::plantEnd(const Site &S, Value *Start, Instruction *Before) {
  const DebugLoc &Location = S.Call->getDebugLoc();
  IRBuilder<> Builder(Before);
  Builder.SetCurrentDebugLocation(Location);
  Value *IsGone = isMarkGone(Builder, "__hone_wait_after");
  Value *IsTimed = Builder.CreateICmpNE(Start, Builder.getInt64(0));
  Builder.SetInsertPoint(
      onlyIf(Builder.CreateOr(IsGone, IsTimed), Before, Location));
  Builder.SetCurrentDebugLocation(Location);
  Builder.CreateCall(Data.runtime("__hone_wait_end"), {S.Record, Start});
}

void WaitPlanter::plantEnds(const Site &S, Value *Start) {
  auto *Invoke = dyn_cast<InvokeInst>(S.Call);
  if (!Invoke) {
    // Something follows the call now.
    cast<CallInst>(S.Call)->setTailCallKind(CallInst::TCK_None);
    return plantEnd(S, Start, S.Call->getNextNode());
  }
  BasicBlock *From = Invoke->getParent(), *To = Invoke->getNormalDest();
  if (!To->getSinglePredecessor()) {
    auto *Middle = BasicBlock::Create(To->getContext(), "", To->getParent(), To);
    BranchInst::Create(To, Middle)->setDebugLoc(Invoke->getDebugLoc());
    To->replacePhiUsesWith(From, Middle);
    Invoke->setNormalDest(Middle);
    To = Middle;
  }
  plantEnd(S, Start, &*To->getFirstInsertionPt());
  BasicBlock *Pad = Invoke->getUnwindDest();
  if (Pad->isLandingPad() && Pad->getSinglePredecessor())
    plantEnd(S, Start, &*Pad->getFirstInsertionPt());
}

void WaitPlanter::plant(Function &F) {
  if (F.hasFnAttribute(Attribute::Naked) ||
      F.hasFnAttribute(Attribute::NoProfile))
    return;
  SmallVector<Site, 16> Sites;
  for (Instruction &I : instructions(F))
    if (auto *Call = dyn_cast<CallBase>(&I))
      if (GlobalVariable *Record = recordFor(*Call))
        Sites.push_back({Call, Record});
  for (const Site &S : Sites)
    plantEnds(S, plantBegin(S));
}

void plantWaits(PlantedData &Data, const DenseSet<U64> &UserFunctions) {
  WaitPlanter Planter(Data, UserFunctions);
  for (Function &F : Data.module())
    if (!F.isDeclaration() && !F.getName().starts_with("__hone_"))
      Planter.plant(F);
}

} // namespace hone
