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
// Scans of a buffer are told apart by where they begin and by where they end,
// each with the text there: one buffer may be read into again and again.
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
/// What is compared of a buffer's text, at either end.
constexpr U64 NumTextBytes = 32;
/// Where the length of a text has to be found out, which takes as long as the
/// scan itself, that is done for one scan in so many.
constexpr U64 MeasuredInterval = 32;

/// Where ScanRecord.State points.
struct ScanState {
  U64 Interval;    ///< k
  ScanState *Next; ///< in the list of spare ones
  U64 LeastInterval;
  const void *Bases[HONE_SCAN_MAX_BASES];
  const void *Ends[HONE_SCAN_MAX_BASES]; ///< of scans of buffers
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

/// Whether Address was not in Set, and is now.
bool insert(const void *(&Set)[HONE_SCAN_MAX_BASES], const void *Address) {
  for (const void *&Slot : Set) {
    const void *Old = loadRelaxed(Slot);
    if (!Old && __atomic_compare_exchange_n(&Slot, &Old, Address, false,
                                            __ATOMIC_RELAXED, __ATOMIC_RELAXED))
      return true;
    if (Old == Address)
      return false;
  }
  return false;
}

void noteBase(ScanRecord *Scan, ScanState *State, const void *Base) {
  if (Base && insert(State->Bases, Base))
    addRelaxed(Scan->Bases, 1);
}

/// A place in memory and what is there in one number, not 0.
const void *placeAndText(const char *Place, const char *Text) {
  U64 Words[NumTextBytes / sizeof(U64)], Hash = reinterpret_cast<U64>(Place);
  __builtin_memcpy(Words, Text, sizeof(Words));
  for (U64 Word : Words) {
    Hash = (Hash ^ Word) * 0x9E3779B97F4A7C15; // 2^64 / golden ratio
    Hash ^= Hash >> 32;
  }
  return reinterpret_cast<const void *>(Hash | 1);
}

U64 numberOf(const void *const (&Set)[HONE_SCAN_MAX_BASES]) {
  U64 Number = 0;
  while (Number != HONE_SCAN_MAX_BASES && loadRelaxed(Set[Number]))
    ++Number;
  return Number;
}

/// Few beginnings (the text up to here, again and again) or few ends (the rest
/// of the text) are few buffers.
void noteBuffer(ScanRecord *Scan, ScanState *State, const char *First,
                U64 Size) {
  if (Size < NumTextBytes)
    return;
  const char *End = First + Size;
  bool IsNewBegin = insert(State->Bases, placeAndText(First, First));
  bool IsNewEnd = insert(State->Ends, placeAndText(End, End - NumTextBytes));
  if (IsNewBegin || IsNewEnd) {
    U64 Begins = numberOf(State->Bases), Ends = numberOf(State->Ends);
    storeRelaxed(Scan->Bases, Begins < Ends ? Begins : Ends);
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

void noteMost(ScanRecord *Scan, U64 Elements) {
  U64 Max = loadRelaxed(Scan->MaxElements);
  while (Elements > Max &&
         !__atomic_compare_exchange_n(&Scan->MaxElements, &Max, Elements, false,
                                      __ATOMIC_RELAXED, __ATOMIC_RELAXED))
    ;
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
  noteMost(Scan, Elements);
  U64 Observed = loadRelaxed(Scan->Observed);
  if (Observed < AlwaysObserved)
    return;
  U64 Mean = loadRelaxed(Scan->Ticks) / Observed + 1;
  U64 Wanted = ClockCost * CostShare / Mean + 1;
  if (Wanted < State->LeastInterval)
    Wanted = State->LeastInterval;
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

HONE_INTERFACE void __hone_scan_end_buffer(ScanRecord *Scan, uint64_t Start,
                                           const void *First, uint64_t Size) {
  if (HONE_LIKELY(!Start))
    return;
  U64 Now = ticks();
  ScanState *State = stateOf(Scan);
  if (!State || Start < loadRelaxed(CountingSince))
    return;
  auto *Text = static_cast<const char *>(First);
  if (Size == ~U64(0)) {
    Size = strlen(Text);
    storeRelaxed(State->LeastInterval, MeasuredInterval);
  }
  noteBuffer(Scan, State, Text, Size);
  // The books are the elected copy's; the time of the above is not the scan's.
  if (Elected)
    return Elected->ScanEnd(Scan, Start + (ticks() - Now), Size, 0);
  endScan(Scan, Start, Now, Size, /*Exhausted=*/false);
}

/// All that are long enough to be told are observed.
HONE_INTERFACE void __hone_scan_walked(ScanRecord *Scan, const void *Last,
                                       uint64_t Elements, int64_t Step) {
  if (HONE_UNLIKELY(isStopped()) || !Elements)
    return;
  ScanState *State = stateOf(Scan);
  if (!State)
    return;
  auto *First = static_cast<const char *>(Last);
  U64 Bytes = Elements * U64(Step < 0 ? -Step : Step);
  if (Step > 0)
    First -= Bytes - U64(Step);
  noteBuffer(Scan, State, First, Bytes);
  addRelaxed(Scan->Observed, 1);
  addRelaxed(Scan->Elements, Bytes);
  noteMost(Scan, Bytes);
}
