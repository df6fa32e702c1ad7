//===- LiveFile.h - counters of running and killed programs ----*- C++ -*-===//
//
// Owns: reading the live file of include/hone/Abi.h, which a program that runs,
// or was killed, has where its profile will be. Knows nothing of binaries: what
// the counters mean comes from the caller.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_LIVEFILE_H
#define HONE_PROFILE_LIVEFILE_H

#include "ProfileFile.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace hone {

/// True if Bytes begin as a live file does.
bool isLiveFile(llvm::StringRef Bytes);

/// The text pairs of the run, of a file of which isLiveFile is true.
llvm::Expected<Facts> readLiveRun(llvm::StringRef Bytes, llvm::StringRef Name);

/// Decodes Bytes; Name is what messages call the file. Load gives each module,
/// whose About is set, what is known at link time (see readBinary); the file's
/// counters are added to that. RUN says EndKind in "exit", and "collected":
/// "counts".
llvm::Expected<ProfileFile>
parseLiveFile(llvm::StringRef Bytes, llvm::StringRef Name,
              llvm::StringRef EndKind,
              llvm::function_ref<llvm::Error(ModuleData &, U32 FirstId)> Load);

/// What became of the process that a live file at Path belongs to: "running",
/// "killed", or "unfinished" where that cannot be told from here (it ran on
/// another machine, or its memory map may not be read).
llvm::StringRef liveEndKind(const Facts &Run, llvm::StringRef Path);

} // namespace hone

#endif // HONE_PROFILE_LIVEFILE_H
