//===- OperationObserver.cpp ----------------------------------------------===//

#include "OperationObserver.h"
#include "Compat.h"
#include "llvm/IR/IRBuilder.h"

using namespace llvm;

namespace hone {

namespace {

class OperationPlanter {
public:
  OperationPlanter(Function &F, PlantContext &C) : F(F), C(C) {}
  void plant(const ContainerOperation &Operation);

private:
  GlobalVariable *emitRecord(const ContainerOperation &Operation);
  AllocaInst *slot();
  Value *plantBegin(CallBase &Call, OperationKind Kind, const LibraryCall &How,
                    GlobalVariable *Record);
  void plantEnd(CallBase &Call, GlobalVariable *Record, Value *Token);

  Function &F;
  PlantContext &C;
  AllocaInst *Slot = nullptr; ///< operations do not overlap: they share one
  unsigned NumPlanted = 0;
};

} // namespace

GlobalVariable *
OperationPlanter::emitRecord(const ContainerOperation &Operation) {
  const LibraryCall &How = *Operation.Observed;
  const DebugLoc &At = Operation.At->getDebugLoc();
  U32 Fields[] = {At.getLine(), At.getCol(),     Operation.Kind,
                  How.Layout,   How.ElementSize, How.KeyWord};
  std::string Content = "operation;" + std::to_string(NumPlanted++);
  for (U32 Field : Fields)
    Content += ";" + std::to_string(Field);
  GlobalVariable *Record = C.Data.declareRecord(
      "OperationRecord", "hone_operations", "o", placementFor(C, Content));
  SmallVector<Constant *, 8> First = {C.Data.u64(functionHash(F))};
  for (U32 Field : Fields)
    First.push_back(C.Data.u32(Field));
  C.Data.fillRecord(Record, First);
  return Record;
}

AllocaInst *OperationPlanter::slot() {
  if (!Slot) {
    IRBuilder<> Builder(&*F.getEntryBlock().getFirstInsertionPt());
    Slot = Builder.CreateAlloca(
        ArrayType::get(Builder.getInt64Ty(), sizeof(OperationSlot) / 8));
    Slot->setAlignment(Align(8));
  }
  return Slot;
}

/// Returns the token.
Value *OperationPlanter::plantBegin(CallBase &Call, OperationKind Kind,
                                    const LibraryCall &How,
                                    GlobalVariable *Record) {
  IRBuilder<> Builder(&Call);
  auto CallBegin = [&] {
    Builder.SetCurrentDebugLocation(Call.getDebugLoc());
    Value *Argument = Constant::getNullValue(Builder.getPtrTy());
    if (How.Role != LibraryCall::None)
      Argument = Call.getArgOperand(How.Argument);
    if (How.Role == LibraryCall::Index)
      Argument = Builder.CreateIntToPtr(Argument, Builder.getPtrTy());
    return C.Data.callRuntime(
        Builder, "__hone_operation_begin",
        {Record, slot(), Call.getArgOperand(How.Object), Argument});
  };
  if (mayTakeLong(Kind))
    return CallBegin();
  Type *I32 = Builder.getInt32Ty();
  GlobalVariable *Credit = C.Data.threadLocal("__hone_operation_credit", I32);
  Value *Left =
      Builder.CreateSub(Builder.CreateLoad(I32, Credit), Builder.getInt32(1));
  Builder.CreateStore(Left, Credit);
  Value *IsSpent = Builder.CreateICmpSLT(Left, Builder.getInt32(0));
  BasicBlock *Before = Call.getParent();
  Instruction *Then = insertColdBlock(IsSpent, &Call);
  Builder.SetInsertPoint(Then);
  CallInst *Begin = CallBegin();
  Builder.SetInsertPoint(&Call);
  PHINode *Token = Builder.CreatePHI(Builder.getInt64Ty(), 2);
  Token->addIncoming(Builder.getInt64(0), Before);
  Token->addIncoming(Begin, Then->getParent());
  return Token;
}

/// What the operation returned, as far as it says where an element is, or how
/// many there are, or which new container it made.
static Value *resultWord(IRBuilderBase &Builder, CallBase &Call) {
  Type *I64 = Builder.getInt64Ty();
  Value *Result = Call.hasStructRetAttr() ? Call.getArgOperand(0) : &Call;
  if (auto *Struct = dyn_cast<StructType>(Call.getType());
      Struct && Struct->getNumElements())
    Result = Builder.CreateExtractValue(&Call, 0);
  if (Result->getType()->isPointerTy())
    return Builder.CreatePtrToInt(Result, I64);
  if (Result->getType()->isIntegerTy() &&
      Result->getType()->getIntegerBitWidth() <= 64)
    return Builder.CreateZExt(Result, I64);
  return Builder.getInt64(0);
}

void OperationPlanter::plantEnd(CallBase &Call, GlobalVariable *Record,
                                Value *Token) {
  Instruction *After = Call.getNextNode();
  if (auto *Invoke = dyn_cast<InvokeInst>(&Call)) {
    // Only where it comes back: an edge of its own.
    BasicBlock *To = Invoke->getNormalDest();
    auto *Middle = BasicBlock::Create(F.getContext(), "", &F, To);
    After = BranchInst::Create(To, Middle);
    Invoke->setNormalDest(Middle);
    To->replacePhiUsesWith(Invoke->getParent(), Middle);
  }
  IRBuilder<> Builder(After);
  Builder.SetCurrentDebugLocation(Call.getDebugLoc());
  Value *IsObserved = Builder.CreateIsNotNull(Token);
  Builder.SetInsertPoint(insertColdBlock(IsObserved, After));
  Builder.SetCurrentDebugLocation(Call.getDebugLoc());
  C.Data.callRuntime(Builder, "__hone_operation_end",
                     {Record, slot(), resultWord(Builder, Call)});
}

void OperationPlanter::plant(const ContainerOperation &Operation) {
  auto &Call = *cast<CallBase>(Operation.At);
  GlobalVariable *Record = emitRecord(Operation);
  Value *Token = plantBegin(Call, Operation.Kind, *Operation.Observed, Record);
  plantEnd(Call, Record, Token);
}

void plantOperationObservers(Function &F, PlantContext &C,
                             const ContainerUse &Use) {
  OperationPlanter Planter(F, C);
  for (const ContainerOperation &Operation : Use.Operations)
    if (Operation.Observed)
      Planter.plant(Operation);
}

} // namespace hone
