//===- ResultUse.h - what callers do with a result -------------*- C++ -*-===//
//
// Owns: the question whether a caller changes the object that a function
// returns: then it needs one of its own. Sees the callers of the module, and in
// them what is done with the object itself. Changes nothing.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_RESULTUSE_H
#define HONE_PASS_RESULTUSE_H

#include "llvm/IR/Function.h"

namespace hone {

/// F returns an object at its hidden first argument. True if some caller stores
/// to it, or calls a method on it that is not const, such as operator[] of a
/// vector that is not.
bool isResultChanged(const llvm::Function &F);

} // namespace hone

#endif // HONE_PASS_RESULTUSE_H
