//===- FunctionName.h - the parts of a mangled name ------------*- C++ -*-===//
//
// Owns: taking a C++ linkage name apart. Knows nothing of what names mean.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_FUNCTIONNAME_H
#define HONE_PASS_FUNCTIONNAME_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace hone {

/// "std::vector<int, std::allocator<int>>", "operator=", "(... const&)".
struct FunctionName {
  std::string Scope;
  std::string Base; ///< without template arguments
  std::string Parameters;
  bool IsConstructor = false;
};

/// Null: it is no function's, or not of C++. Slow: look at the raw name first.
std::optional<FunctionName> functionName(llvm::StringRef Mangled);

} // namespace hone

#endif // HONE_PASS_FUNCTIONNAME_H
