//===- Calibrate.cpp - what a tick is and what a hook costs -----*- C++ -*-===//
//
// Owns: the tick counter's rate, and the cost of one pair of hooks, which the
// tools subtract.
//
//===----------------------------------------------------------------------===//

#include "Calibrate.h"

#include "Histogram.h"
#include "Runtime.h"
#include "Thread.h"

namespace hone::rt {

namespace {
constexpr U32 Batches = 12;
constexpr U32 Pairs = 50;

U64 Ticks0, Ns0;         ///< both clocks at start-up
U64 FinalTicks, FinalNs; ///< passed until the end; 0: still running

void readBoth(U64 &Ticks, U64 &Ns) {
  Ticks = ticks() - Ticks0;
  Ns = clockNs(CLOCK_MONOTONIC) - Ns0;
}

/// As an instrumented function does.
HONE_NOINLINE void callHooks(FunctionRecord *Function) {
  volatile U64 Slot = 0;
  __hone_enter(Function, const_cast<U64 *>(&Slot));
  if (Slot)
    __hone_exit(const_cast<U64 *>(&Slot));
}

/// One batch of pairs on a frame of its own. Total: ticks from start to end.
/// Inner: those that the books charged to the activations themselves.
void runBatch(ThreadState &T, FunctionRecord &Function, U64 &Total,
              U64 &Inner) {
  Edge Before = {};
  if (Edge *E = T.Edges.find(0, Function.Id, 0))
    Before = *E;
  U64 Start = ticks();
  for (U32 I = 0; I != Pairs; ++I)
    callHooks(&Function);
  Total = ticks() - Start;
  Edge *E = T.Edges.find(0, Function.Id, 0);
  Inner = E ? E->Self - Before.Self : 0;
}
} // namespace

U64 HookInner, HookOuter;

void startClock() {
  Ticks0 = ticks();
  Ns0 = clockNs(CLOCK_MONOTONIC);
}

void stopClock() { readBoth(FinalTicks, FinalNs); }

U64 ticksSinceStart() { return ticks() - Ticks0; }

U64 ticksToNs(U64 Ticks) {
  U64 PassedTicks = FinalTicks, PassedNs = FinalNs;
  if (!PassedTicks)
    readBoth(PassedTicks, PassedNs);
  // In floating point: a 128-bit division would need the compiler's library.
  return PassedTicks
             ? U64(double(Ticks) * double(PassedNs) / double(PassedTicks))
             : 0;
}

void calibrateHooks(ThreadState &T) {
  FunctionRecord Function = {};
  Function.Gate = HONE_GATE_OPEN;
  T.Hooks.MinGap = 0; // whatever they cost
  Function.Id = MaxFunctions - 1; // no module gets this id, see Module.cpp
  // The cheapest batch: interrupts and cold caches only ever add.
  U64 Cheapest = ~U64(0), CheapestInner = 0;
  for (U32 B = 0; B != Batches; ++B) {
    U64 Total, Inner;
    runBatch(T, Function, Total, Inner);
    if (Inner < Total && Total < Cheapest)
      Cheapest = Total, CheapestInner = Inner;
  }
  T.Edges.clear();
  clearDurations();
  T.Stack[0].Children = T.Stack[0].ChildrenCost = T.Stack[0].OwnCost = 0;
  if (CheapestInner) {
    HookInner = CheapestInner / Pairs;
    HookOuter = (Cheapest - CheapestInner) / Pairs;
  }
  startBudget(T.Hooks);
}

} // namespace hone::rt
