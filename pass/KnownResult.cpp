//===- KnownResult.cpp ----------------------------------------------------===//

#include "KnownResult.h"

using namespace llvm;

namespace hone {

/// An empty string, to which the library's own code appends.
static void takeString(IRBuilder<> &Builder, PlantedData &Data, Value *Object) {
  constexpr uint64_t SizeAt = 8, BufferAt = 16;
  Type *I8 = Builder.getInt8Ty(), *I64 = Builder.getInt64Ty(),
       *Ptr = Builder.getPtrTy();
  Value *Buffer = Builder.CreateConstInBoundsGEP1_64(I8, Object, BufferAt);
  Builder.CreateStore(Buffer, Object);
  Builder.CreateStore(
      Builder.getInt64(0),
      Builder.CreateConstInBoundsGEP1_64(I8, Object, SizeAt));
  Builder.CreateStore(Builder.getInt8(0), Buffer);
  Value *Size = Builder.CreateCall(Data.runtime("__hone_memo_take_size"));
  Value *Bytes = Builder.CreateCall(Data.runtime("__hone_memo_take_bytes"));
  FunctionCallee Append = Data.module().getOrInsertFunction(
      "_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_appendEPKcm",
      FunctionType::get(Ptr, {Ptr, Ptr, I64}, /*isVarArg=*/false));
  Builder.CreateCall(Append, {Object, Bytes, Size});
}

/// As large as it has to be; an empty one may own a byte.
static void takeVector(IRBuilder<> &Builder, PlantedData &Data, Value *Object) {
  Type *I8 = Builder.getInt8Ty(), *I64 = Builder.getInt64Ty(),
       *Ptr = Builder.getPtrTy();
  Value *Size = Builder.CreateCall(Data.runtime("__hone_memo_take_size"));
  Value *Bytes = Builder.CreateCall(Data.runtime("__hone_memo_take_bytes"));
  FunctionCallee New = Data.module().getOrInsertFunction(
      "_Znwm", FunctionType::get(Ptr, {I64}, /*isVarArg=*/false));
  Value *First = Builder.CreateCall(New, {Size});
  Builder.CreateMemCpy(First, Align(1), Bytes, Align(1), Size);
  Value *Last = Builder.CreateInBoundsGEP(I8, First, Size);
  for (auto [Offset, Pointer] : {std::pair(0, First), {8, Last}, {16, Last}})
    Builder.CreateStore(
        Pointer, Builder.CreateConstInBoundsGEP1_64(I8, Object, Offset));
}

void takeResult(IRBuilder<> &Builder, PlantedData &Data, const KeyPart &Part,
                Value *Object) {
  if (Part.Kind == KeyPart::String)
    return takeString(Builder, Data, Object);
  if (Part.Kind == KeyPart::Vector)
    return takeVector(Builder, Data, Object);
  Value *Address = Builder.CreateConstInBoundsGEP1_64(Builder.getInt8Ty(),
                                                      Object, Part.Offset);
  Value *Word = Builder.CreateCall(Data.runtime("__hone_memo_take"));
  Builder.CreateAlignedStore(
      Builder.CreateTrunc(Word, Builder.getIntNTy(Part.Bytes * 8)), Address,
      Align(1));
}

} // namespace hone
