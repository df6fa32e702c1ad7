//===- Scan.cpp - observing linear searches ---------------------*- C++ -*-===//
//
// Owns: the sampling of searches and the figures of ScanRecord.
//
// Each site's first searches are all observed; afterwards a search is observed
// with probability 1/k, where k keeps the two clock readings below 1 % of the
// time spent searching. An observed search is entered k times into the books
// (Observed, Elements, Ticks, Exhausted), so that sums and means stay unbiased
// although k changes in the course of the run.
//
//===----------------------------------------------------------------------===//

#include "Scan.h"

#include "Calibrate.h"
#include "Copies.h"
#include "Counting.h"
#include "Runtime.h"
#include "Thread.h"

using namespace hone;
using namespace hone::rt;

namespace {

/// Enough to know a site's mean to a few percent.
constexpr U64 AlwaysObserved = 1000;
constexpr U64 MaxInterval = 1024;
/// What two clock readings may cost, as a share of the search: 1/100.
constexpr U64 CostShare = 100;
/// Two clock readings, in ticks: about 46 ns on the virtual machines of our
/// tests, less on bare metal, where sampling is then only sparser than needed.
constexpr U64 ClockCost = 120;
/// A search that takes this long (0.1 to 0.3 ms) and so many times longer than
/// the site's mean was interrupted: the processor was given to someone else.
/// One such time, entered for k searches, would be most of the site's sum.
constexpr U64 ShortestInterruption = 300'000;
constexpr U64 FarTooLong = 8;
constexpr U64 EnoughForAMean = 100;

/// Where ScanRecord.State points.
struct ScanState {
  U64 Interval;    ///< k
  ScanState *Next; ///< in the list of spare ones
  const void *Bases[HONE_SCAN_MAX_BASES];
};

ScanState *Spare;

HONE_NOINLINE ScanState *newState(ScanRecord *Scan) {
  Guard TheGuard;
  if (Scan->State) // another thread was first
    return reinterpret_cast<ScanState *>(Scan->State);
  constexpr U32 Batch = 64;
  if (!Spare)
    if (auto *States = mapArray<ScanState>(Batch))
      for (U32 I = 0; I != Batch; ++I) {
        States[I].Next = Spare;
        Spare = &States[I];
      }
  ScanState *State = Spare;
  if (!State)
    return nullptr;
  Spare = State->Next;
  *State = {};
  State->Interval = 1;
  storeRelease(Scan->State, reinterpret_cast<U64>(State));
  return State;
}

ScanState *stateOf(ScanRecord *Scan) {
  auto *State = reinterpret_cast<ScanState *>(loadAcquire(Scan->State));
  return HONE_LIKELY(State != nullptr) ? State : newState(Scan);
}

void noteBase(ScanRecord *Scan, ScanState *State, const void *Base) {
  if (!Base)
    return;
  for (const void *&Slot : State->Bases) {
    const void *Old = loadRelaxed(Slot);
    if (!Old &&
        __atomic_compare_exchange_n(&Slot, &Old, Base, false, __ATOMIC_RELAXED,
                                    __ATOMIC_RELAXED)) {
      addRelaxed(Scan->Bases, 1);
      return;
    }
    if (Old == Base)
      return;
  }
}

U64 withoutInterruption(const ScanRecord *Scan, U64 Elements, U64 Duration) {
  if (HONE_LIKELY(Duration < ShortestInterruption) ||
      loadRelaxed(Scan->Observed) < EnoughForAMean)
    return Duration;
  double Seen = double(loadRelaxed(Scan->Elements)) + 1;
  double Usual =
      double(loadRelaxed(Scan->Ticks)) / Seen * (double(Elements) + 1);
  return double(Duration) > double(FarTooLong) * Usual ? U64(Usual) : Duration;
}

void endScan(ScanRecord *Scan, U64 Start, U64 Now, U64 Elements,
             bool Exhausted) {
  ScanState *State = stateOf(Scan);
  if (!State || Start < loadRelaxed(CountingSince))
    return;
  U64 K = loadRelaxed(State->Interval);
  U64 Duration =
      withoutInterruption(Scan, Elements, Now > Start ? Now - Start : 0);
  addRelaxed(Scan->Observed, K);
  addRelaxed(Scan->Elements, K * Elements);
  addRelaxed(Scan->Ticks, K * Duration);
  if (Exhausted)
    addRelaxed(Scan->Exhausted, K);
  U64 Max = loadRelaxed(Scan->MaxElements);
  while (Elements > Max &&
         !__atomic_compare_exchange_n(&Scan->MaxElements, &Max, Elements, false,
                                      __ATOMIC_RELAXED, __ATOMIC_RELAXED))
    ;
  U64 Observed = loadRelaxed(Scan->Observed);
  if (Observed < AlwaysObserved)
    return;
  U64 Mean = loadRelaxed(Scan->Ticks) / Observed + 1;
  U64 Wanted = ClockCost * CostShare / Mean + 1;
  storeRelaxed(State->Interval, Wanted < MaxInterval ? Wanted : MaxInterval);
}

} // namespace

/// The credit between two observations is uniform with mean WholeCredit.
bool rt::drawn(ThreadState &T, I64 Step) {
  T.ScanCredit -= Step;
  if (HONE_LIKELY(T.ScanCredit > 0))
    return false;
  T.ScanCredit += I64(nextRandom(T) % U64(2 * WholeCredit));
  return true;
}

void rt::clearScan(ScanRecord &Scan) {
  Scan.Observed = Scan.Elements = Scan.Ticks = Scan.Exhausted = 0;
  Scan.MaxElements = Scan.Bases = 0;
  if (auto *State = reinterpret_cast<ScanState *>(Scan.State)) {
    *State = {};
    State->Interval = 1;
  }
}

void rt::releaseScan(ScanRecord &Scan) {
  if (auto *State = reinterpret_cast<ScanState *>(Scan.State)) {
    State->Next = Spare;
    Spare = State;
    Scan.State = 0;
  }
}

HONE_INTERFACE uint64_t __hone_scan_begin(ScanRecord *Scan, const void *Base) {
  if (HONE_UNLIKELY(isStopped()))
    return 0;
  ThreadState *T = __hone_thread;
  if (HONE_UNLIKELY(!T) && !(T = obtainThread()))
    return Elected ? Elected->ScanBegin(Scan, Base) : 0;
  ScanState *State = stateOf(Scan);
  if (HONE_UNLIKELY(!State))
    return 0;
  U64 Interval = loadRelaxed(State->Interval);
  if (Interval > 1 && HONE_LIKELY(!drawn(*T, WholeCredit / I64(Interval))))
    return 0;
  noteBase(Scan, State, Base);
  T->Top->OwnCost +=
      HookInner + HookOuter; // two clock readings, as a hook pair
  return ticks() | 1;        // 0 says "not observed"
}

HONE_INTERFACE void __hone_scan_end(ScanRecord *Scan, uint64_t Start,
                                    uint64_t Elements, uint32_t Exhausted) {
  if (HONE_LIKELY(!Start))
    return;
  U64 Now = ticks();
  if (Elected)
    return Elected->ScanEnd(Scan, Start, Elements, Exhausted);
  endScan(Scan, Start, Now, Elements, Exhausted != 0);
}

HONE_INTERFACE void __hone_scan_end_list(ScanRecord *Scan, uint64_t Start,
                                         const void *First, const void *Result,
                                         const void *Last,
                                         uint32_t NextOffset) {
  if (HONE_LIKELY(!Start))
    return;
  U64 Now = ticks();
  if (Elected)
    return Elected->ScanEndList(Scan, Start, First, Result, Last, NextOffset);
  U64 Elements = 0;
  const void *Node = First;
  for (; Node && Node != Result && Node != Last; ++Elements)
    Node = *reinterpret_cast<const void *const *>(
        static_cast<const char *>(Node) + NextOffset);
  // The node that was found was looked at as well.
  endScan(Scan, Start, Now, Elements + (Result != Last), Result == Last);
}
