//===- ReturnAnalysis.h - which calls surely return ------------*- C++ -*-===//
//
// Owns: the question whether control surely comes back to the instruction after
// a call. A call that may throw, exit or longjmp ends a node of the flow graph,
// and costs a counter; the better the answer, the fewer counters.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_RETURNANALYSIS_H
#define HONE_PASS_RETURNANALYSIS_H

#include "llvm/ADT/DenseSet.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/Module.h"

namespace hone {

class ReturnAnalysis {
public:
  /// Looks through the whole module, as it is now.
  explicit ReturnAnalysis(const llvm::Module &M);

  /// Whether control may leave through Call otherwise than to the instruction
  /// after it. Endless loops, running out of stack, and memory that is gone
  /// (std::bad_alloc out of operator new) do not count.
  bool mayNotReturn(const llvm::CallBase &Call) const;

private:
  bool mayNotReturn(const llvm::Function &F) const;
  bool leaves(const llvm::Function &F) const;

  /// Functions with a body that may not come back to their callers.
  llvm::DenseSet<const llvm::Function *> Leaving;
};

} // namespace hone

#endif // HONE_PASS_RETURNANALYSIS_H
