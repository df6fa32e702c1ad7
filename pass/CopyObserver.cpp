//===- CopyObserver.cpp ---------------------------------------------------===//

#include "CopyObserver.h"
#include "FunctionName.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/IR/InstIterator.h"

using namespace llvm;

namespace hone {

namespace {

/// Where a container says how large it is.
enum class Layout {
  None,   ///< copies no container whose layout is known
  Vector, ///< { first, last, end }, of libstdc++ and of libc++
  String, ///< libstdc++'s { data, size, ... }
};

} // namespace

/// vector<bool> counts bits.
static Layout layoutOf(StringRef Class) {
  for (StringRef Prefix : {"std::vector<", "std::__1::vector<"})
    if (Class.starts_with(Prefix))
      return Class.substr(Prefix.size()).starts_with("bool,") ? Layout::None
                                                              : Layout::Vector;
  // Strings of the ABI before C++11 are a pointer and nothing more.
  if (Class.starts_with("std::__cxx11::basic_string<char,"))
    return Layout::String;
  return Layout::None;
}

/// Copy constructors and copy assignments, those with an allocator, too.
static Layout copiedBy(StringRef Name) {
  if (!Name.starts_with("_ZNS"))
    return Layout::None;
  std::optional<FunctionName> Parts = functionName(Name);
  bool IsCopy =
      Parts && (Parts->IsConstructor || Parts->Base == "operator=") &&
      StringRef(Parts->Parameters).starts_with("(" + Parts->Scope + " const&");
  return IsCopy ? layoutOf(Parts->Scope) : Layout::None;
}

static Value *elementBytes(IRBuilderBase &Builder, Layout How, Value *Object) {
  Type *I64 = Builder.getInt64Ty();
  auto Word = [&](unsigned Index) {
    return Builder.CreateLoad(
        I64, Builder.CreateConstInBoundsGEP1_64(I64, Object, Index));
  };
  if (How == Layout::String)
    return Word(1);
  Value *First = Word(0);
  return Builder.CreateSub(Word(1), First);
}

void plantCopyObservers(PlantedData &Data) {
  StringMap<Layout> Known;
  for (Function &F : Data.module())
    for (Instruction &I : instructions(F)) {
      auto *Call = dyn_cast<CallBase>(&I);
      const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
      if (!Callee || Callee->arg_size() < 2 || Call->isMustTailCall())
        continue;
      auto [Place, IsNew] = Known.try_emplace(Callee->getName(), Layout::None);
      if (IsNew)
        Place->second = copiedBy(Callee->getName());
      if (Place->second == Layout::None)
        continue;
      IRBuilder<> Builder(Call);
      Data.callRuntime(
          Builder, "__hone_copied",
          {elementBytes(Builder, Place->second, Call->getArgOperand(1))});
    }
}

} // namespace hone
