//===- ShortName.cpp ------------------------------------------------------===//
//
// Owns: the use of LLVM's demangler for names without signatures.
//
//===----------------------------------------------------------------------===//

#include "ShortName.h"
#include "llvm/Demangle/Demangle.h"
#include <cstdlib>

std::string hone::shortName(const std::string &LinkageName) {
  llvm::ItaniumPartialDemangler Parts;
  if (Parts.partialDemangle(LinkageName.c_str()) || !Parts.isFunction())
    return llvm::demangle(LinkageName);
  size_t Size = 0;
  char *Name = Parts.getFunctionName(nullptr, &Size);
  if (!Name)
    return llvm::demangle(LinkageName);
  std::string Result = Name;
  std::free(Name);
  return Result;
}
