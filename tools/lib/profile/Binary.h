//===- Binary.h - what the binaries of a run tell --------------*- C++ -*-===//
//
// Owns: whether the binary on disk is the one that ran, and what the pass
// planted in it. Knows nothing of counts or of files that hold them.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_BINARY_H
#define HONE_PROFILE_BINARY_H

#include "ProfileFile.h"

namespace hone {

/// Fails unless the file at About's path is the one that ran. The message says
/// what is there; how to mend it depends on what the binary is wanted for.
llvm::Error checkIdentity(const Facts &About);

/// Reads all of Module but About from the binary at About's path, as it was
/// linked: function ids count from FirstId, all counters and figures are 0. As
/// with checkIdentity the message does not say how to mend.
llvm::Error readBinary(ModuleData &Module, U32 FirstId);

} // namespace hone

#endif // HONE_PROFILE_BINARY_H
