//===- Clocks.h - how long the process has run -----------------*- C++ -*-===//
//
// Owns: the process's times in the RUN chunk, and how much it read, less what fell
// in while counting was stopped. Under the runtime's lock.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_CLOCKS_H
#define HONE_RUNTIME_CLOCKS_H

#include "Counting.h"

namespace hone::rt {

struct Clocks {
  U64 WallNs;
  U64 CpuNs;
  U64 DelayNs; ///< how long the main thread was ready to run without a processor
               ///< to run on: by this a busy machine stretched every time that
               ///< was measured between two clock readings
  bool HasDelay;    ///< the kernel tells
  U64 UncountedNs;  ///< wall time before a reset or while stopped
  U64 BytesRead;    ///< by read() and its kin
  bool HasBytesRead; ///< the kernel tells
};

/// Begins, in the child of a fork too.
void startClocks();
/// What counts of the clocks' times.
Clocks countedClocks();

void keepClocks(Keep How);
/// Forgets what was kept: at a reset, and in the child of a fork.
void clearKeptClocks();

} // namespace hone::rt

#endif // HONE_RUNTIME_CLOCKS_H
