//===- Calibrate.h - what a tick is and what a hook costs ------*- C++ -*-===//
//
// Owns: the tick counter's rate, and the cost of one pair of hooks, which the
// tools subtract.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_CALIBRATE_H
#define HONE_RUNTIME_CALIBRATE_H

#include "Platform.h"

namespace hone::rt {

struct ThreadState;

/// Notes both clocks: at start-up, and in the child of a fork.
void startClock();
/// Fixes the rate as of now, so that the whole file uses one.
void stopClock();
U64 ticksSinceStart();
/// By the rate so far; exact to a part in ten thousand after a millisecond.
U64 ticksToNs(U64 Ticks);

/// Measures the hooks on the calling thread, before it has any edges. Takes
/// about 0.05 ms.
void calibrateHooks(ThreadState &T);
/// Ticks of a pair of hooks between its two clock readings: they land in the
/// activation's own time; and outside of them: in the caller's. 0 until
/// calibrated.
extern U64 HookInner, HookOuter;

} // namespace hone::rt

#endif // HONE_RUNTIME_CALIBRATE_H
