//===- WaitCalls.cpp ------------------------------------------------------===//

#include "WaitCalls.h"
#include "FunctionName.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/IR/InstIterator.h"

using namespace llvm;

namespace hone {

/// The base of a function's variants: checked, of large files, of a C standard.
static StringRef withoutVariant(StringRef Name) {
  StringRef Base = Name;
  if (Base.consume_front("__isoc99_") || Base.consume_front("__isoc23_"))
    return Base;
  if (Base.consume_front("__") && Base.consume_back("_chk"))
    Name = Base;
  Name.consume_back("64");
  return Name;
}

static std::string libraryName(StringRef Name) {
  static const StringSet<> Calls = {
#define HONE_WAIT_CALL(Name) #Name,
#define HONE_WAIT_PREFIX(Mangled, Name)
#include "WaitCalls.inc"
  };
  static constexpr std::pair<StringLiteral, StringLiteral> Prefixes[] = {
#define HONE_WAIT_CALL(Name)
#define HONE_WAIT_PREFIX(Mangled, Name) {Mangled, Name},
#include "WaitCalls.inc"
  };
  Name.consume_front("\1");
  for (StringRef Variant : {Name, withoutVariant(Name)})
    if (Calls.contains(Variant))
      return Variant.str();
  for (const auto &[Mangled, Readable] : Prefixes)
    if (Name.starts_with(Mangled))
      return Readable.str();
  return "";
}

/// "std::mutex::lock": without parameters.
static std::string readableName(const Function &F) {
  std::optional<FunctionName> Name = functionName(F.getName());
  if (!Name)
    return F.getName().str();
  return Name->Scope.empty() ? Name->Base : Name->Scope + "::" + Name->Base;
}

void WaitCalls::collect(const Function &Callee,
                        SmallVectorImpl<std::string> &Found,
                        DenseSet<const Function *> &Seen) {
  if (Callee.isIntrinsic() || !Seen.insert(&Callee).second)
    return;
  if (std::string Name = libraryName(Callee.getName());
      !Name.empty() && !Callee.hasLocalLinkage()) {
    if (!is_contained(Found, Name))
      Found.push_back(std::move(Name));
    return;
  }
  if (Callee.isDeclaration())
    return;
  for (const Instruction &I : instructions(Callee)) {
    auto *Call = dyn_cast<CallBase>(&I);
    const Function *Next = Call ? Call->getCalledFunction() : nullptr;
    if (Next && (Next->isDeclaration() ||
                 !UserFunctions.contains(functionHash(*Next))))
      collect(*Next, Found, Seen);
  }
}

std::string WaitCalls::waitsFor(const Function &Callee) {
  if (!Callee.isDeclaration() && UserFunctions.contains(functionHash(Callee)))
    return "";
  auto [It, IsNew] = Known.try_emplace(&Callee);
  if (!IsNew)
    return It->second;
  SmallVector<std::string, 4> Found;
  DenseSet<const Function *> Seen;
  collect(Callee, Found, Seen);
  if (Found.size() == 1)
    It->second = Found[0];
  else if (!Found.empty())
    It->second = readableName(Callee);
  return It->second;
}

} // namespace hone
