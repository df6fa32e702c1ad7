//===- EffectsSolver.h - one function's effects from its body --*- C++ -*-===//
//
// Owns: how each instruction contributes to the effects of its function, given
// what is known so far of the functions that it calls.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_EFFECTSSOLVER_H
#define HONE_PASS_EFFECTSSOLVER_H

#include "Effects.h"

namespace hone {

using KnownEffects =
    std::unordered_map<const llvm::Function *, FunctionEffects>;

/// Adds to Known what F's body does; all functions that it calls are in Known.
/// Returns whether that is more than Known said before.
bool solveFunction(const llvm::Function &F, KnownEffects &Known);

} // namespace hone

#endif // HONE_PASS_EFFECTSSOLVER_H
