//===- MemoObserver.cpp ---------------------------------------------------===//

#include "MemoObserver.h"
#include "Effects.h"
#include "KnownResult.h"
#include "MemoCandidate.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/Transforms/Utils/Cloning.h"

using namespace llvm;

namespace hone {

namespace {

class MemoPlanter {
public:
  MemoPlanter(Function &F, PlantContext &C, const MemoCandidate &Candidate)
      : F(F), C(C), Candidate(Candidate), Builder(F.getContext()) {}
  void plant();
  void plantDispatch(Function &Copy);
  void plantInCopy();

private:
  GlobalVariable *emitRecord();
  Value *isOn(GlobalVariable &Record);
  void goTo(Instruction &Before);
  void plantIf(Value *Condition, Instruction &Before);
  void plantArguments();
  void plantKnown();
  void plantResult(ReturnInst &Return);
  AllocaInst *registerResult();
  void add(const KeyPart &Part, Value *Object);
  void addString(Value *Object);
  void addScalar(Value *V);
  CallInst *call(StringRef Function, ArrayRef<Value *> Arguments = {});
  Value *load(Type *T, Value *Object, uint64_t Offset);

  Function &F;
  PlantContext &C;
  const MemoCandidate &Candidate;
  IRBuilder<> Builder;
  Value *Handle = nullptr; ///< for the calls being planted
  /// Where a struct that is returned in registers is taken apart, or null.
  AllocaInst *Registers = nullptr;
};

} // namespace

GlobalVariable *plantMemoRecord(Function &F, PlantContext &C, StringRef Info,
                                U32 Flags) {
  Placement Where = placementFor(C, ("memo;" + Info).str());
  GlobalVariable *Record =
      C.Data.declareRecord("MemoRecord", "hone_memos", "m", Where);
  C.Data.fillRecord(
      Record, {C.Data.u64(functionHash(F)),
               C.Data.relative(C.Data.info(Where, Info), Record, /*Field=*/1),
               C.Data.u32(Info.size()), C.Data.u32(Flags)});
  return Record;
}

GlobalVariable *MemoPlanter::emitRecord() {
  std::string Info = Candidate.ArgumentTypes + '\0' + Candidate.ResultType +
                     '\0' + Candidate.Purity + '\0';
  U32 Flags = 0;
  if (Candidate.IsProven)
    Flags |= HONE_MEMO_PROVEN;
  if (Candidate.ReadsOutside)
    Flags |= HONE_MEMO_READS_OUTSIDE;
  if (Candidate.ReadsGlobals)
    Flags |= HONE_MEMO_READS_GLOBALS;
  if (Candidate.Builds)
    Flags |= HONE_MEMO_BUILDS;
  return plantMemoRecord(F, C, Info, Flags);
}

CallInst *MemoPlanter::call(StringRef Function, ArrayRef<Value *> Arguments) {
  SmallVector<Value *, 4> All = {Handle};
  append_range(All, Arguments);
  return Builder.CreateCall(C.Data.runtime(Function), All);
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
  case KeyPart::Block:
    call("__hone_memo_bytes",
         {Builder.CreateConstInBoundsGEP1_64(Builder.getInt8Ty(), Object,
                                             Part.Offset),
          Builder.getInt64(Part.Bytes)});
    return;
  case KeyPart::String:
    return addString(Object);
  case KeyPart::StringView:
    call("__hone_memo_bytes", {load(Ptr, Object, 8), load(I64, Object, 0)});
    return;
  case KeyPart::Vector: {
    Value *First = load(Ptr, Object, 0), *Last = load(Ptr, Object, 8);
    Value *Size = Builder.CreateSub(Builder.CreatePtrToInt(Last, I64),
                                    Builder.CreatePtrToInt(First, I64));
    call("__hone_memo_bytes", {First, Size});
    return;
  }
  case KeyPart::CString:
    call("__hone_memo_cstring", {load(Ptr, Object, 0)});
    return;
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

/// Plants from here on what is done before Before if Condition holds. Hardly
/// ever: what is called often is soon observed no more.
void MemoPlanter::plantIf(Value *Condition, Instruction &Before) {
  DebugLoc Location = Builder.getCurrentDebugLocation();
  Builder.SetInsertPoint(insertColdBlock(Condition, &Before));
  Builder.SetCurrentDebugLocation(Location);
}

/// Plants what is done before the body, between the lines of the function.
void MemoPlanter::goTo(Instruction &Before) {
  const DISubprogram *Subprogram = F.getSubprogram();
  Builder.SetInsertPoint(&Before);
  Builder.SetCurrentDebugLocation(
      DILocation::get(F.getContext(), Subprogram->getScopeLine(), /*Column=*/0,
                      const_cast<DISubprogram *>(Subprogram)));
}

void MemoPlanter::plantResult(ReturnInst &Return) {
  Value *Object = Candidate.ResultObject;
  if (Candidate.Builds)
    return (void)call("__hone_memo_end");
  if (Candidate.ResultParts.empty())
    addScalar(Return.getReturnValue());
  else if (!Object)
    Builder.CreateStore(Return.getReturnValue(), Object = registerResult());
  for (const KeyPart &Part : Candidate.ResultParts)
    add(Part, Object);
  call("__hone_memo_end");
}

/// Leaves in Handle what the observation goes on with.
void MemoPlanter::plantArguments() {
  for (const MemoParameter &P : Candidate.Parameters) {
    Value *Object = P.Storage;
    if (P.IsReference)
      Object = Builder.CreateLoad(Builder.getPtrTy(), Object);
    for (const KeyPart &Part : P.Parts)
      add(Part, Object);
  }
  Handle = call("__hone_memo_call");
}

AllocaInst *MemoPlanter::registerResult() {
  if (!Registers) {
    IRBuilder<> AtEntry(&*F.getEntryBlock().getFirstInsertionPt());
    Registers = AtEntry.CreateAlloca(F.getReturnType());
  }
  return Registers;
}

/// Returns the result if the runtime knows it, instead of running the body.
void MemoPlanter::plantKnown() {
  if (Candidate.Builds)
    return; // it is not kept
  Value *Next = Handle;
  plantIf(Builder.CreateIsNull(Next), *Builder.GetInsertPoint());
  Type *ReturnType = F.getReturnType();
  Value *Result = nullptr, *Object = Candidate.ResultObject;
  if (Candidate.ResultParts.empty()) {
    Result = Builder.CreateTrunc(
        Builder.CreateCall(C.Data.runtime("__hone_memo_take")),
        Builder.getIntNTy(ReturnType->getPrimitiveSizeInBits()));
    if (ReturnType->isFloatingPointTy())
      Result = Builder.CreateBitCast(Result, ReturnType);
  } else if (!Object) {
    Object = registerResult();
  }
  for (const KeyPart &Part : Candidate.ResultParts)
    takeResult(Builder, C.Data, Part, Object);
  Builder.CreateCall(C.Data.runtime("__hone_memo_taken"));
  if (!ReturnType->isVoidTy() && !Result)
    Result = Builder.CreateLoad(ReturnType, Object);
  Instruction *End = &*Builder.GetInsertPoint();
  ReturnInst::Create(F.getContext(), Result, End)
      ->setDebugLoc(Builder.getCurrentDebugLocation());
  BasicBlock *Body = cast<BranchInst>(End)->getSuccessor(0);
  End->eraseFromParent();
  Builder.SetInsertPoint(&Body->front());
}

static SmallVector<ReturnInst *, 2> returnsOf(Function &F) {
  SmallVector<ReturnInst *, 2> Returns;
  for (BasicBlock &Block : F)
    if (auto *Return = dyn_cast<ReturnInst>(Block.getTerminator()))
      Returns.push_back(Return);
  return Returns;
}

void MemoPlanter::plant() {
  SmallVector<ReturnInst *, 2> Returns = returnsOf(F);
  Builder.SetInsertPoint(&*F.getEntryBlock().getFirstInsertionPt());
  AllocaInst *Slot = Builder.CreateAlloca(Builder.getInt64Ty());
  GlobalVariable *Record = emitRecord();
  goTo(*Candidate.BodyStart);
  Builder.CreateStore(Builder.getInt64(0), Slot);
  plantIf(isOn(*Record), *Candidate.BodyStart);
  Handle = Builder.CreateCall(C.Data.runtime("__hone_memo_begin"), {Record});
  Builder.CreateStore(Handle, Slot);
  plantIf(Builder.CreateIsNotNull(Handle), *Builder.GetInsertPoint());
  plantArguments();
  Builder.CreateStore(Handle, Slot);
  plantKnown();
  for (ReturnInst *Return : Returns) {
    Builder.SetInsertPoint(Return);
    Handle = Builder.CreateLoad(Builder.getInt64Ty(), Slot);
    plantIf(Builder.CreateIsNotNull(Handle), *Return);
    plantResult(*Return);
  }
}

/// Before anything is counted, and behind the allocas, which must stay in front
/// to become registers.
void MemoPlanter::plantDispatch(Function &Copy) {
  Instruction *First = &*F.getEntryBlock().getFirstNonPHIOrDbgOrAlloca();
  goTo(*First);
  GlobalVariable *Record = emitRecord();
  plantIf(isOn(*Record), *First);
  Handle = Builder.CreateCall(C.Data.runtime("__hone_memo_begin"), {Record});
  plantIf(Builder.CreateIsNotNull(Handle), *Builder.GetInsertPoint());
  SmallVector<Value *, 8> Arguments;
  for (Argument &A : F.args())
    Arguments.push_back(&A);
  Arguments.push_back(Handle);
  CallInst *Call = Builder.CreateCall(&Copy, Arguments);
  Call->setCallingConv(Copy.getCallingConv());
  Call->setAttributes(Copy.getAttributes().removeFnAttributes(F.getContext()));
  Instruction *End = Call->getNextNode();
  ReturnInst::Create(F.getContext(),
                     F.getReturnType()->isVoidTy() ? nullptr : Call, End)
      ->setDebugLoc(Call->getDebugLoc());
  End->eraseFromParent();
}

void MemoPlanter::plantInCopy() {
  Handle = F.getArg(F.arg_size() - 1);
  goTo(*Candidate.BodyStart);
  SmallVector<ReturnInst *, 2> Returns = returnsOf(F);
  plantArguments();
  Value *Next = Handle;
  plantKnown();
  Handle = Next;
  for (ReturnInst *Return : Returns) {
    Builder.SetInsertPoint(Return);
    plantResult(*Return);
  }
}

void plantMemoObserver(Function &F, PlantContext &C,
                       const MemoCandidate &Candidate) {
  MemoPlanter(F, C, Candidate).plant();
}

/// A copy of F that takes a handle, too, and has no record of its own.
static Function &copyWithHandle(Function &F, ValueToValueMapTy &Map) {
  LLVMContext &Context = F.getContext();
  SmallVector<Type *, 8> Types(F.getFunctionType()->params());
  Types.push_back(Type::getInt64Ty(Context));
  auto *Copy = Function::Create(
      FunctionType::get(F.getReturnType(), Types, /*isVarArg=*/false),
      GlobalValue::InternalLinkage, F.getAddressSpace(),
      F.getName() + ".observed", F.getParent());
  for (Argument &A : F.args())
    Map[&A] = Copy->getArg(A.getArgNo());
  SmallVector<ReturnInst *, 4> Returns;
  CloneFunctionInto(Copy, &F, Map, CloneFunctionChangeType::LocalChangesOnly,
                    Returns);
  Copy->setVisibility(GlobalValue::DefaultVisibility);
  Copy->setDLLStorageClass(GlobalValue::DefaultStorageClass);
  Copy->setDSOLocal(true);
  Copy->setComdat(F.getComdat());
  Copy->removeFnAttr(Attribute::AlwaysInline);
  Copy->removeFnAttr(Attribute::InlineHint);
  Copy->addFnAttr(Attribute::NoInline);
  Copy->addFnAttr(Attribute::Cold);
  Copy->setMetadata(RecordMetadata, nullptr);
  Constant *Hash = ConstantInt::get(Type::getInt64Ty(Context), functionHash(F));
  Copy->setMetadata(CopyMetadata,
                    MDNode::get(Context, {ConstantAsMetadata::get(Hash)}));
  return *Copy;
}

static MemoCandidate mapped(MemoCandidate Candidate,
                            const ValueToValueMapTy &Map) {
  auto Move = [&](auto *&V) {
    using T = std::remove_reference_t<decltype(*V)>;
    if (V)
      V = cast<T>(Map.lookup(V));
  };
  Move(Candidate.BodyStart);
  Move(Candidate.ResultObject);
  for (MemoParameter &P : Candidate.Parameters) {
    Move(P.Storage);
    Move(P.Own);
  }
  return Candidate;
}

void plantMemoCopy(Function &F, PlantContext &C,
                   const MemoCandidate &Candidate) {
  ValueToValueMapTy Map;
  Function &Copy = copyWithHandle(F, Map);
  MemoPlanter(F, C, Candidate).plantDispatch(Copy);
  MemoCandidate InCopy = mapped(Candidate, Map);
  MemoPlanter(Copy, C, InCopy).plantInCopy();
}

} // namespace hone
