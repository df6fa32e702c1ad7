//===- FunctionName.cpp ---------------------------------------------------===//

#include "FunctionName.h"
#include "llvm/Demangle/Demangle.h"
#include <cstdlib>

using namespace llvm;

namespace hone {

std::optional<FunctionName> functionName(StringRef Mangled) {
  std::string Whole = Mangled.str(); // the demangler keeps pointers into it
  ItaniumPartialDemangler Demangler;
  if (Demangler.partialDemangle(Whole.c_str()) || !Demangler.isFunction())
    return std::nullopt;
  auto Text = [](char *Allocated) {
    std::string Result = Allocated ? Allocated : "";
    std::free(Allocated);
    return Result;
  };
  FunctionName Name;
  Name.Scope = Text(Demangler.getFunctionDeclContextName(nullptr, nullptr));
  Name.Base = Text(Demangler.getFunctionBaseName(nullptr, nullptr));
  Name.Parameters = Text(Demangler.getFunctionParameters(nullptr, nullptr));
  Name.IsConstructor =
      Demangler.isCtorOrDtor() && !StringRef(Name.Base).starts_with("~");
  return Name;
}

} // namespace hone
