//===- OpenMode.h - what a file is opened for ------------------*- C++ -*-===//
//
// Owns: whether a call of fopen, open and their like opens to read only.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_OPENMODE_H
#define HONE_PASS_OPENMODE_H

#include "llvm/IR/InstrTypes.h"
#include <optional>

namespace hone {

/// True also of calls that open nothing; null: that shows only in the run.
std::optional<bool> opensOnlyToRead(const llvm::CallBase &Call);

} // namespace hone

#endif // HONE_PASS_OPENMODE_H
