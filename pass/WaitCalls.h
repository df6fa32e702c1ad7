//===- WaitCalls.h - which functions can block -----------------*- C++ -*-===//
//
// Owns: the answer for a function of the module at hand: by the list of library
// functions (WaitCalls.inc), and for functions with a body that are not the
// user's (library headers, where they were not inlined; functions left out by a
// filter) by what they call. Knows nothing of what is done about it.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_WAITCALLS_H
#define HONE_PASS_WAITCALLS_H

#include "PlantedData.h"
#include "llvm/ADT/DenseSet.h"

namespace hone {

class WaitCalls {
public:
  explicit WaitCalls(const llvm::DenseSet<U64> &UserFunctions)
      : UserFunctions(UserFunctions) {}

  /// What a call of Callee can wait for, in words for people; empty: it does not
  /// block, or sees to itself, being the user's.
  std::string waitsFor(const llvm::Function &Callee);

private:
  /// Adds all that Callee can wait for.
  void collect(const llvm::Function &Callee,
               llvm::SmallVectorImpl<std::string> &Found,
               llvm::DenseSet<const llvm::Function *> &Seen);

  const llvm::DenseSet<U64> &UserFunctions;
  llvm::DenseMap<const llvm::Function *, std::string> Known;
};

} // namespace hone

#endif // HONE_PASS_WAITCALLS_H
