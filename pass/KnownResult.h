//===- KnownResult.h - objects made of what the runtime keeps ---*- C++ -*-===//
//
// Owns: how a result that the runtime knows becomes the object that a function
// returns: the mirror of how MemoObserver reads results. Layouts are those of
// libstdc++.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_KNOWNRESULT_H
#define HONE_PASS_KNOWNRESULT_H

#include "MemoCandidate.h"
#include "PlantedData.h"
#include "llvm/IR/IRBuilder.h"

namespace hone {

/// Plants what takes the next part from the runtime and puts it into the
/// uninitialized Object.
void takeResult(llvm::IRBuilder<> &Builder, PlantedData &Data,
                const KeyPart &Part, llvm::Value *Object);

} // namespace hone

#endif // HONE_PASS_KNOWNRESULT_H
