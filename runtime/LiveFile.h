//===- LiveFile.h - counters that survive the process ----------*- C++ -*-===//
//
// Owns: the file that stands at the profile's place while the program runs
// (Abi.h, "The live file"). Its pages are the counters of the threads: what was
// counted is in the file at once, however the program ends. A clean end puts
// the profile in its place. Where that place is for all processes of a program
// (%m in HONE_PROFILE_FILE), the live file stands beside it, ".PID.live"
// appended to the name, until then.
//
// All of it under the runtime's lock. No descriptor stays open: a program may
// close all it did not open itself.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_LIVEFILE_H
#define HONE_RUNTIME_LIVEFILE_H

#include "Module.h"
#include "hone/ProfileFormat.h"

namespace hone::rt {

/// Makes the file, with the RUN record, when called for the first time: true.
/// Where none can be made counters are in memory only, and lost if the program
/// is killed; nothing is said, for the end tells why nothing can be written.
bool startLiveFile();
/// In the child of a fork: the file is the parent's.
void forgetLiveFile();

/// The profile is written: removes the file, if that stands elsewhere.
void removeLiveFile();

/// Adds a module that has none yet; its counters then get their pages from the
/// file.
void addToLiveFile(Module &M);

/// Room for one thread's counters of M in the file. Returns the offset of their
/// first page, or 0: there is no file, or no room.
U64 allocateLivePages(const Module &M);
/// Fills them. False: refused.
bool writeLivePages(U64 Offset, const void *Bytes, size_t Size);
/// Makes their record one of this type.
void markLivePages(U64 Offset, LiveType Type);
/// Maps them at Address. False: refused.
bool mapLivePages(U64 Offset, void *Address, size_t Size, int MapFlags);

} // namespace hone::rt

#endif // HONE_RUNTIME_LIVEFILE_H
