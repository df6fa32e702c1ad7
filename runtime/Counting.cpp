//===- Counting.cpp - whether what happens counts ---------------*- C++ -*-===//
//
// Owns: see Counting.h.
//
//===----------------------------------------------------------------------===//

#include "Counting.h"

#include "Books.h"
#include "Calibrate.h"
#include "Clocks.h"
#include "CounterBlocks.h"
#include "Events.h"
#include "Growth.h"
#include "Heap.h"
#include "Histogram.h"
#include "Module.h"
#include "Options.h"
#include "Report.h"
#include "Runtime.h"
#include "Sampler.h"
#include "ThreadList.h"

#include <string.h>

namespace hone::rt {

U64 CountingSince, CountingSinceNs;

static void countFromHere() {
  storeRelaxed(CountingSinceNs, clockNs(CLOCK_MONOTONIC));
  storeRelaxed(CountingSince, ticks());
}

/// Adds all figures, or subtracts them, where they are kept.
static void keepAll(Keep How) {
  keepEdges(How, ticks());
  for (Module *M = firstModule(); M; M = M->Next)
    if (M->Live)
      keepFigures(*M, How);
  keepSamples(How);
  keepThreadTimes(How);
  keepClocks(How);
}

void chooseStart() {
  const char *Wish = valueOf(Option::Start);
  if (!Wish || strcmp(Wish, "running") == 0)
    return;
  if (strcmp(Wish, "paused") == 0)
    CountingSince = ~U64(0);
  else
    complain({nameOf(Option::Start), "='", Wish,
              "' is not known; use running or paused; counting is running"});
}

void stopCounting() {
  if (holdsLock())
    return;
  Guard TheGuard;
  if (phase() != Phase::Running || isStopped())
    return;
  setBlocksAside();
  keepAll(Keep::Add);
  stopHeap();
  stopClock(); // not even the rate of the ticks moves while stopped
  storeRelaxed(CountingSince, ~U64(0));
}

void startCounting() {
  if (holdsLock())
    return;
  Guard TheGuard;
  if (phase() != Phase::Running || !isStopped())
    return;
  keepAll(Keep::Subtract);
  putBlocksBack();
  resumeHeap();
  countFromHere();
}

void resetCounting() {
  if (holdsLock())
    return;
  Guard TheGuard;
  if (phase() != Phase::Running)
    return;
  bool WasRunning = !isStopped();
  storeRelaxed(CountingSince, ~U64(0));
  if (WasRunning)
    setBlocksAside();
  clearBlocksAside();
  clearKeptEdges();
  clearDurations();
  for (Module *M = firstModule(); M; M = M->Next)
    resetFigures(*M);
  clearKeptSamples();
  clearKeptThreadTimes();
  clearKeptClocks();
  clearEvents();
  clearGrowth();
  resetHeap();
  if (!WasRunning)
    return;
  keepAll(Keep::Subtract);
  putBlocksBack();
  countFromHere();
}

} // namespace hone::rt
