//===- Throttle.h - which functions are timed ------------------*- C++ -*-===//
//
// Owns: the gates of functions (FunctionRecord.Gate). A pair of hooks costs tens
// of nanoseconds; a function that is called so often that this would be more
// than its share of the budget is no longer timed: its gate is closed, and its
// time becomes part of the innermost timed activation's, which samples tell
// apart. Counts stay exact, for hooks do not count.
//
// With each sample some closed gates are opened for a few calls: a function that
// is called rarely by then stays open, of the others this gives the latency's
// distribution.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_THROTTLE_H
#define HONE_RUNTIME_THROTTLE_H

#include "Platform.h"

namespace hone::rt {

struct FunctionState;
struct ThreadState;

/// What a thread may spend on hooks. In ticks between two calls of the same
/// function: what is called more often is not timed.
struct Budget {
  U64 MinGap; ///< 0: all is timed
  U64 Since;  ///< the window of all hooks under way
  U32 Pairs;  ///< hooks in it
};

/// Reads HONE_BUDGET.
void startThrottle();
/// The budget of a thread that starts; of calls so far nothing is known.
void startBudget(Budget &Hooks);
/// Of the time of the program, in percent; ~0: no bound.
U64 budgetPercent();

/// Calls of one function that are judged together.
inline constexpr U32 CallsInWindow = 16;
/// A window of calls of Function is full: closes its gate if they were too many
/// for the time they took.
void judgeCalls(ThreadState &T, FunctionRecord *Function, FunctionState &State,
                U64 Now);

/// Opens some closed gates for a window. Safe in signal handlers.
void openSomeGates();
/// Forgets the gates of a module that goes. Under the lock.
void forgetGates(const FunctionRecord *Begin, const FunctionRecord *End);

/// Whether some calls of the function with that id were not timed.
bool wasThrottled(U32 Id);

} // namespace hone::rt

#endif // HONE_RUNTIME_THROTTLE_H
