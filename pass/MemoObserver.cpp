//===- MemoObserver.cpp ---------------------------------------------------===//

#include "MemoObserver.h"
#include "Effects.h"
#include "MemoCandidate.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

namespace hone {

namespace {

class MemoPlanter {
public:
  MemoPlanter(Function &F, PlantContext &C, const MemoCandidate &Candidate)
      : F(F), C(C), Candidate(Candidate), Builder(F.getContext()) {}
  void plant();

private:
  GlobalVariable *emitRecord();
  Value *isOn(GlobalVariable &Record);
  void plantIf(Value *Condition, Instruction &Before);
  void plantReturn(ReturnInst &Return, AllocaInst &Handle);
  void add(const KeyPart &Part, Value *Object);
  void addString(Value *Object);
  void addScalar(Value *V);
  void call(StringRef Function, ArrayRef<Value *> Arguments = {});
  Value *load(Type *T, Value *Object, uint64_t Offset);

  Function &F;
  PlantContext &C;
  const MemoCandidate &Candidate;
  IRBuilder<> Builder;
  Value *Handle = nullptr; ///< for the calls being planted
};

} // namespace

GlobalVariable *MemoPlanter::emitRecord() {
  std::string Info = Candidate.ArgumentTypes + '\0' + Candidate.ResultType +
                     '\0' + Candidate.Purity + '\0';
  Placement Where = placementFor(C, "memo;" + Info);
  GlobalVariable *Record =
      C.Data.declareRecord("MemoRecord", "hone_memos", "m", Where);
  U32 Flags = HONE_MEMO_PROVEN;
  if (Candidate.ReadsGlobals)
    Flags |= HONE_MEMO_READS_GLOBALS;
  C.Data.fillRecord(
      Record, {C.Data.u64(functionHash(F)),
               C.Data.relative(C.Data.info(Where, Info), Record, /*Field=*/1),
               C.Data.u32(Info.size()), C.Data.u32(Flags)});
  return Record;
}

void MemoPlanter::call(StringRef Function, ArrayRef<Value *> Arguments) {
  SmallVector<Value *, 4> All = {Handle};
  append_range(All, Arguments);
  Builder.CreateCall(C.Data.runtime(Function), All);
}

Value *MemoPlanter::load(Type *T, Value *Object, uint64_t Offset) {
  Value *Address =
      Builder.CreateConstInBoundsGEP1_64(Builder.getInt8Ty(), Object, Offset);
  // Members may be packed.
  return Builder.CreateAlignedLoad(T, Address, Align(1));
}

void MemoPlanter::addScalar(Value *V) {
  Type *I64 = Builder.getInt64Ty();
  if (V->getType()->isFloatingPointTy())
    V = Builder.CreateBitCast(
        V, Builder.getIntNTy(V->getType()->getPrimitiveSizeInBits()));
  call("__hone_memo_scalar", {Builder.CreateZExtOrTrunc(V, I64)});
}

void MemoPlanter::addString(Value *Object) {
  call("__hone_memo_bytes", {load(Builder.getPtrTy(), Object, 0),
                             load(Builder.getInt64Ty(), Object, 8)});
}

void MemoPlanter::add(const KeyPart &Part, Value *Object) {
  Type *I64 = Builder.getInt64Ty(), *Ptr = Builder.getPtrTy();
  switch (Part.Kind) {
  case KeyPart::Scalar:
    return addScalar(
        load(Builder.getIntNTy(Part.Bytes * 8), Object, Part.Offset));
  case KeyPart::String:
    return addString(Object);
  case KeyPart::StringView:
    return call("__hone_memo_bytes",
                {load(Ptr, Object, 8), load(I64, Object, 0)});
  case KeyPart::Vector: {
    Value *First = load(Ptr, Object, 0), *Last = load(Ptr, Object, 8);
    Value *Size = Builder.CreateSub(Builder.CreatePtrToInt(Last, I64),
                                    Builder.CreatePtrToInt(First, I64));
    return call("__hone_memo_bytes", {First, Size});
  }
  case KeyPart::CString:
    return call("__hone_memo_cstring", {load(Ptr, Object, 0)});
  }
}

/// Whether the runtime still wants to see calls: the states that say no are
/// odd. The look costs a load; most functions turn out cheap and are switched
/// off.
Value *MemoPlanter::isOn(GlobalVariable &Record) {
  auto *Type = cast<StructType>(Record.getValueType());
  Value *State = Builder.CreateConstInBoundsGEP2_32(Type, &Record, 0,
                                                    Type->getNumElements() - 1);
  LoadInst *Now = Builder.CreateLoad(Builder.getInt64Ty(), State);
  Now->setAtomic(AtomicOrdering::Monotonic);
  static_assert(HONE_MEMO_STATE_CHEAP & HONE_MEMO_STATE_UNIQUE &
                HONE_MEMO_STATE_ENOUGH & 1);
  return Builder.CreateNot(Builder.CreateTrunc(Now, Builder.getInt1Ty()));
}

/// Plants from here on what is done before Before if Condition holds. Hardly ever:
/// what is called often is soon observed no more.
void MemoPlanter::plantIf(Value *Condition, Instruction &Before) {
  DebugLoc Location = Builder.getCurrentDebugLocation();
  Builder.SetInsertPoint(
      SplitBlockAndInsertIfThen(
          Condition, &Before, /*Unreachable=*/false,
          MDBuilder(F.getContext()).createBranchWeights(1, 1 << 20)));
  Builder.SetCurrentDebugLocation(Location);
}

void MemoPlanter::plantReturn(ReturnInst &Return, AllocaInst &Slot) {
  Builder.SetInsertPoint(&Return);
  Handle = Builder.CreateLoad(Builder.getInt64Ty(), &Slot);
  plantIf(Builder.CreateIsNotNull(Handle), Return);
  if (Candidate.ResultObject)
    addString(Candidate.ResultObject);
  else
    addScalar(Return.getReturnValue());
  call("__hone_memo_end");
}

void MemoPlanter::plant() {
  SmallVector<ReturnInst *, 2> Returns;
  for (BasicBlock &Block : F)
    if (auto *Return = dyn_cast<ReturnInst>(Block.getTerminator()))
      Returns.push_back(Return);

  DISubprogram *Subprogram = F.getSubprogram();
  Builder.SetInsertPoint(&*F.getEntryBlock().getFirstInsertionPt());
  AllocaInst *Slot = Builder.CreateAlloca(Builder.getInt64Ty());
  GlobalVariable *Record = emitRecord();
  Builder.SetInsertPoint(Candidate.BodyStart);
  Builder.SetCurrentDebugLocation(DILocation::get(F.getContext(),
                                                  Subprogram->getScopeLine(),
                                                  /*Column=*/0, Subprogram));
  Builder.CreateStore(Builder.getInt64(0), Slot);
  plantIf(isOn(*Record), *Candidate.BodyStart);
  Handle = Builder.CreateCall(C.Data.runtime("__hone_memo_begin"), {Record});
  Builder.CreateStore(Handle, Slot);
  plantIf(Builder.CreateIsNotNull(Handle), *Builder.GetInsertPoint());
  for (const MemoParameter &P : Candidate.Parameters) {
    Value *Object = P.Storage;
    if (P.IsReference)
      Object = Builder.CreateLoad(Builder.getPtrTy(), Object);
    for (const KeyPart &Part : P.Parts)
      add(Part, Object);
  }
  call("__hone_memo_call");
  for (ReturnInst *Return : Returns)
    plantReturn(*Return, *Slot);
}

void plantMemoObserver(Function &F, PlantContext &C) {
  if (std::optional<MemoCandidate> Candidate = asMemoCandidate(F, C.TheEffects))
    MemoPlanter(F, C, *Candidate).plant();
}

} // namespace hone
