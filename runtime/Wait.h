//===- Wait.h - where threads wait -----------------------------*- C++ -*-===//
//
// Owns: what the rest of the runtime asks of the observers of blocking calls.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_WAIT_H
#define HONE_RUNTIME_WAIT_H

#include "Platform.h"

namespace hone::rt {

struct ThreadState;

/// What a thread's clocks showed when they were last read.
struct WaitClock {
  U64 Serial;   ///< number of the reading, to see those of signal handlers
  U64 WallNs;   ///< CLOCK_MONOTONIC; 0: not read yet
  U64 CpuNs;    ///< CLOCK_THREAD_CPUTIME_ID
  U64 Switches; ///< times that the thread gave up the processor by itself
  I64 Credit;   ///< down to the next timed call at a place that hardly ever waits
};

/// In the child of a fork: the thread's clocks have started anew.
void restartWaitsInChild(ThreadState &T);

/// Sets the figures to 0.
void clearWait(WaitRecord &Wait);

/// How waits are found: "marks", "clocks", or "none" (nothing blocked so far).
const char *waitMethod();

} // namespace hone::rt

#endif // HONE_RUNTIME_WAIT_H
