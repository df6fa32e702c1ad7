//===- SourceText.h - finding and reading source files ---------*- C++ -*-===//
//
// Owns: where a source file of the profile is on this machine, now.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RENDER_SOURCETEXT_H
#define HONE_RENDER_SOURCETEXT_H

#include "lib/profile/Model.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

namespace hone {

/// Paths that begin with From are looked up with To instead.
struct PathEquivalence {
  std::string From, To;
};
/// From "FROM,TO".
llvm::Expected<PathEquivalence> parsePathEquivalence(llvm::StringRef Text);

struct SourceText {
  std::string Path; ///< where it was found; empty: nowhere
  std::vector<std::string> Lines;
  std::vector<std::string> LookedAt;
  bool IsNewerThan = false; ///< than the run
};

/// Reads File. RunStartNs: Unix time of the run, 0 unknown.
SourceText findSource(const SourceFile &File,
                      llvm::ArrayRef<PathEquivalence> Equivalences,
                      uint64_t RunStartNs);

} // namespace hone

#endif // HONE_RENDER_SOURCETEXT_H
