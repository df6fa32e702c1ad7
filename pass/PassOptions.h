//===- PassOptions.h - what the user asked of the pass ---------*- C++ -*-===//
//
// Owns: the values of the pass options of hone/Options.inc, from -mllvm or the
// environment, and the decision which functions they select.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_PASSOPTIONS_H
#define HONE_PASS_PASSOPTIONS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/IR/Function.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/StringSaver.h"
#include <vector>

namespace hone {

class PassOptions {
public:
  /// Reads -mllvm options and the environment. A malformed pattern is an error
  /// of the compilation, reported through the module's context.
  explicit PassOptions(llvm::LLVMContext &Context);

  bool SystemHeaders = false, NoTime = false, NoObserve = false, Report = false;

  /// Whether the filters let F through.
  bool selects(const llvm::Function &F) const;

private:
  /// Patterns refer to their text.
  llvm::BumpPtrAllocator Memory;
  llvm::StringSaver Texts{Memory};
  using Patterns = std::vector<llvm::GlobPattern>;
  Patterns OnlyFiles, ExceptFiles, OnlyFunctions, ExceptFunctions;
};

} // namespace hone

#endif // HONE_PASS_PASSOPTIONS_H
