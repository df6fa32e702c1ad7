//===- ReturnAnalysis.h - which calls surely return ------------*- C++ -*-===//
//
// Owns: the question whether control surely comes back to the instruction after
// a call. A call that may throw, exit or longjmp ends a node of the flow graph,
// and costs a counter; the better the answer, the fewer counters.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_RETURNANALYSIS_H
#define HONE_PASS_RETURNANALYSIS_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/IR/InstrTypes.h"

namespace hone {

class ReturnAnalysis {
public:
  /// Whether control may leave through Call otherwise than to the instruction
  /// after it. Endless loops and running out of stack do not count.
  bool mayNotReturn(const llvm::CallBase &Call);

private:
  bool mayNotReturn(const llvm::Function &F);

  /// Functions under analysis are entered as returning: a cycle of calls leaves
  /// only where one of its functions does.
  llvm::DenseMap<const llvm::Function *, bool> Known;
};

} // namespace hone

#endif // HONE_PASS_RETURNANALYSIS_H
