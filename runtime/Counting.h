//===- Counting.h - whether what happens counts ----------------*- C++ -*-===//
//
// Owns: stopping, starting and resetting the process's figures. Knows which
// parts of the runtime have figures, not what they are.
//
// What instrumented code does while stopped is recorded as ever, and left out:
// each part keeps, beside its figures, what is to be added to them,
//
//   at a stop    Kept += figures       what counts is   Kept             stopped
//   at a start   Kept -= figures                        figures + Kept   running
//
// so that nothing moves while stopped, whatever other threads are in the middle
// of, and the hooks need not ask. All arithmetic wraps. Threads' own counters
// are moved out of reach instead (CounterBlocks.h), which the live file shows.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_COUNTING_H
#define HONE_RUNTIME_COUNTING_H

#include "Platform.h"

namespace hone::rt {

/// How a part's figures enter what it keeps.
enum class Keep { Add, Subtract };

/// When counting started last, in ticks; 0: it never stopped; ~0: it is stopped.
/// For figures that cannot be subtracted, the longest and the shortest: what
/// began before this does not enter them.
extern U64 CountingSince;
/// The same by CLOCK_MONOTONIC, ns; as good as the last start while stopped.
extern U64 CountingSinceNs;
inline bool isStopped() { return loadRelaxed(CountingSince) == ~U64(0); }

/// What counts of a figure.
inline U64 counted(U64 Figure, U64 Kept) {
  return (isStopped() ? 0 : Figure) + Kept;
}
inline void keep(U64 &Kept, U64 Figure, Keep How) {
  Kept += How == Keep::Add ? Figure : -Figure;
}

/// Reads HONE_START.
void chooseStart();

/// These take the lock, and do nothing in a copy that keeps no books.
void startCounting();
void stopCounting();
/// What was counted so far no longer counts.
void resetCounting();

} // namespace hone::rt

#endif // HONE_RUNTIME_COUNTING_H
