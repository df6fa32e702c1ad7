//===- StringGrowth.cpp ---------------------------------------------------===//
//
//   call @operator+(sret %tmp, %text, %more)      copies all of the text
//   call @operator=(string&&)(%text, %tmp)
//
//===----------------------------------------------------------------------===//

#include "StringGrowth.h"
#include "ContainerClass.h"
#include "FunctionName.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace hone {

bool isSameAddress(const Value *A, const Value *B, unsigned Depth) {
  if (A == B)
    return true;
  auto *X = dyn_cast<Instruction>(A), *Y = dyn_cast<Instruction>(B);
  if (!Depth || !X || !Y || !X->isSameOperationAs(Y) ||
      !isa<LoadInst, GetElementPtrInst, CallBase, CastInst>(X))
    return false;
  if (auto *Call = dyn_cast<CallBase>(X)) {
    // Two results of one accessor; what changes something has no such name.
    // A function of the user's may be called the same, and change something.
    const Function *Callee = Call->getCalledFunction();
    StringRef Name = Callee ? Callee->getName() : "";
    if (!(Name.starts_with("_ZNSt") || Name.starts_with("_ZNKSt")) ||
        !(Name.contains("ixE") || // operator[]
          Name.contains("4back") || Name.contains("5front") ||
          Name.contains("2atE")))
      return false;
  }
  for (unsigned I = 0; I != X->getNumOperands(); ++I)
    if (!isSameAddress(X->getOperand(I), Y->getOperand(I), Depth - 1))
      return false;
  return true;
}

namespace {

enum class Callee { Other, Plus, MoveAssignment };

struct Recognized {
  Callee What = Callee::Other;
  bool IsLibcxx = false;
};

} // namespace

static Recognized recognize(const CallBase &Call) {
  const Function *F = Call.getCalledFunction();
  if (!F)
    return {};
  StringRef Name = F->getName();
  if (!Name.starts_with("_ZStpl") && !Name.starts_with("_ZNSt3__1pl") &&
      !Name.contains("basic_string"))
    return {};
  std::optional<FunctionName> Parts = functionName(Name);
  if (!Parts)
    return {};
  bool IsLibcxx = StringRef(Parts->Parameters).contains("std::__1::");
  if (Parts->Base == "operator+" && F->hasStructRetAttr() &&
      Call.arg_size() == 3 &&
      StringRef(Parts->Parameters).contains("basic_string<char,"))
    return {Callee::Plus, IsLibcxx};
  if (Parts->Base == "operator=" && Call.arg_size() == 2 &&
      StringRef(Parts->Parameters).ends_with("&&)"))
    return {Callee::MoveAssignment, IsLibcxx};
  return {};
}

/// Where the temporary goes in the end: through further operator+ to the object
/// that is assigned; null: elsewhere.
static const Value *becomes(const Value *Temporary, unsigned Depth = 32) {
  for (const User *U : Temporary->users()) {
    auto *Call = dyn_cast<CallBase>(U);
    if (!Call || isa<IntrinsicInst>(Call))
      continue;
    Callee What = recognize(*Call).What;
    if (What == Callee::MoveAssignment && Call->getArgOperand(1) == Temporary)
      return Call->getArgOperand(0);
    if (Depth && What == Callee::Plus && Call->getArgOperand(0) != Temporary)
      return becomes(Call->getArgOperand(0), Depth - 1);
  }
  return nullptr;
}

/// One for each operand and library: what the runtime has to be told.
static const LibraryCall *concatenationOf(unsigned Operand, bool IsLibcxx) {
  auto Make = [](unsigned Of, ContainerLayout Layout) {
    LibraryCall Call;
    Call.Kind = LibraryCall::OnContainer;
    Call.Operation = HONE_OP_Concat;
    Call.IsObserved = true;
    Call.Object = Of;
    Call.Layout = Layout;
    Call.ElementSize = 1;
    return Call;
  };
  static const LibraryCall All[] = {
      Make(1, HONE_LAYOUT_STRING), Make(2, HONE_LAYOUT_STRING),
      Make(1, HONE_LAYOUT_STRING_LIBCXX), Make(2, HONE_LAYOUT_STRING_LIBCXX)};
  return &All[(IsLibcxx ? 2 : 0) + Operand - 1];
}

const LibraryCall *asConcatenation(const CallBase &Call) {
  Recognized R = recognize(Call);
  if (R.What != Callee::Plus || Call.isMustTailCall())
    return nullptr;
  const Value *Target = becomes(Call.getArgOperand(0));
  if (!Target)
    return nullptr;
  for (unsigned I : {1u, 2u})
    if (isSameAddress(Call.getArgOperand(I), Target))
      return concatenationOf(I, R.IsLibcxx);
  return nullptr;
}

} // namespace hone
