//===- Growth.cpp - how time grows with turns -------------------*- C++ -*-===//
//
// Owns: which entries of loops are observed, and the sums of GrowthRecord.
//
// Of each site the first entries are all observed. A site whose entries then
// follow each other closely closes its gate: of all such sites together, each
// thread observes one entry in Gap, which is chosen so that 20 us or more lie
// between two of them. Sums are of logarithms, so that one entry that was
// interrupted by the system does not outweigh all others. Of later turns there
// may be a single entry: where they take long, the time is the processor's.
//
//===----------------------------------------------------------------------===//

#include "Growth.h"

#include "Calibrate.h"
#include "Copies.h"
#include "Counting.h"
#include "Runtime.h"
#include "Thread.h"

using namespace hone;
using namespace hone::rt;

__thread int32_t __hone_growth_credit;

namespace {

/// Entries of a site until the next look at its gate.
constexpr U64 EntriesBetweenLooks = 128;
/// Observing an entry takes 37 ns, and 24 for each power of two (AMD EPYC virtual
/// machine): less often than this, it does not matter. In ticks: 20 to 40 us.
constexpr U64 WideApart = 100'000;
constexpr I32 FirstGap = 64, LeastGap = 16, MostGap = 1 << 16;
/// From here on (20 us) it matters little that the thread's CPU clock takes 1.1 us
/// to read. An interruption takes milliseconds.
constexpr U64 LongTicks = 60'000;
/// Fewer turns say nothing; there is no loop of more.
constexpr U64 LeastTurns = 4, MostTurns = U64(1) << 40;

constexpr U32 Octaves = 40, PartsOfOctave = 4;

struct Point {
  U64 Samples, LogTurns, LogTicks;
};

/// Where GrowthSiteRecord.State points; outlives the site's module.
struct GrowthState {
  GrowthSiteRecord Site; ///< a copy
  GrowthState *Next;
  U64 Entries;  ///< observed ones
  U64 LookedAt; ///< when the gate was looked at last
  Point Whole[Octaves * PartsOfOctave];
  Point Turns[Octaves];
};

GrowthState *States; ///< a list that only grows

/// log2(Value) * 65536, to 0.01: Value > 0.
U64 logOf(U64 Value) {
  U32 Power = 63 - U32(__builtin_clzll(Value));
  U64 Fraction = (Power >= 16 ? Value >> (Power - 16) : Value << (16 - Power)) -
                 65536; // of 65536
  // log2(1 + x) is nearly x + 0.344 x (1 - x).
  return (U64(Power) << 16) + Fraction +
         (Fraction * (65536 - Fraction) >> 16) * 22544 / 65536;
}

void add(Point &P, U64 Turns, U64 Ticks) {
  addRelaxed(P.Samples, 1);
  addRelaxed(P.LogTurns, logOf(Turns));
  addRelaxed(P.LogTicks, logOf(Ticks));
}

GrowthEntry &longEntry(ThreadState &T, const GrowthState *State) {
  return T.LongEntries[reinterpret_cast<U64>(State) / sizeof(*State) %
                       NumGrowthEntries];
}

/// Of the ticks since Mark those that the thread had a processor, as far as
/// clocks were read at Mark. Reads them. Where the processor is lost, that is
/// often here, on the way back from the system call.
U64 withoutAbsence(GrowthEntry &Entry, U64 Mark, U64 Ticks) {
  U64 Now = ticks(), WallNs = clockNs(CLOCK_MONOTONIC),
      CpuNs = clockNs(CLOCK_THREAD_CPUTIME_ID);
  if (Entry.Mark == Mark && WallNs > Entry.WallNs) {
    U64 Passed = Now - Entry.Ticks;
    double PerNs = double(Passed) / double(WallNs - Entry.WallNs);
    U64 Busy = U64(double(CpuNs - Entry.CpuNs) * PerNs);
    if (Busy < Passed)
      Entry.Away += Passed - Busy;
    if (Busy < Ticks)
      Ticks = Busy;
  }
  Entry.Ticks = Now;
  Entry.WallNs = WallNs;
  Entry.CpuNs = CpuNs;
  return Ticks;
}

HONE_NOINLINE GrowthState *newState(GrowthSiteRecord *Site) {
  Guard TheGuard;
  if (Site->State) // another thread was first
    return reinterpret_cast<GrowthState *>(Site->State);
  auto *State = mapArray<GrowthState>(1);
  if (!State)
    return nullptr;
  State->Site = *Site;
  State->Next = States;
  State->LookedAt = ticks();
  storeRelease(States, State);
  storeRelease(Site->State, reinterpret_cast<U64>(State));
  return State;
}

GrowthState *stateOf(GrowthSiteRecord *Site) {
  auto *State = reinterpret_cast<GrowthState *>(loadAcquire(Site->State));
  return HONE_LIKELY(State != nullptr) ? State : newState(Site);
}

/// Closes the gate of a site whose entries come thick and fast.
void lookAtGate(GrowthSiteRecord *Site, GrowthState *State, U64 Now) {
  U64 Entries = __atomic_add_fetch(&State->Entries, 1, __ATOMIC_RELAXED);
  if (Entries % EntriesBetweenLooks)
    return;
  U64 Since = loadRelaxed(State->LookedAt);
  storeRelaxed(State->LookedAt, Now);
  if (Now - Since < EntriesBetweenLooks * WideApart)
    storeRelaxed(Site->Gate, U32(1));
}

/// Sets the credit until the next entry of a site with a closed gate.
void chooseGap(GrowthGap &Gap, U64 Now) {
  U64 Passed = Now - Gap.Since;
  Gap.Since = Now;
  if (!Gap.Entries)
    Gap.Entries = FirstGap;
  else if (Passed < WideApart && Gap.Entries < MostGap)
    Gap.Entries *= 2;
  else if (Passed > 4 * WideApart && Gap.Entries > LeastGap)
    Gap.Entries /= 2;
  __hone_growth_credit = Gap.Entries;
}

void append(Buffer &Out, const GrowthState &State, const Point &P, U32 Kind,
            U32 Bucket) {
  if (!P.Samples)
    return;
  const GrowthSiteRecord &Site = State.Site;
  GrowthRecord Record = {};
  Record.Function = Site.Function;
  Record.File = Site.File;
  Record.Line = Site.Line;
  Record.Column = Site.Column;
  Record.Kind = Kind;
  Record.Bucket = Bucket;
  Record.Samples = P.Samples;
  Record.LogSizes = P.LogTurns;
  constexpr U64 Long = U64(1) << 40;
  // Below 1 ns per tick: the difference is negative, and the sum wraps back.
  Record.LogNs = P.LogTicks + P.Samples * (logOf(ticksToNs(Long)) - logOf(Long));
  Out.append(&Record, sizeof(Record));
}

} // namespace

void rt::clearGrowth() {
  for (GrowthState *S = loadAcquire(States); S; S = S->Next) {
    zeroBytes(S->Whole, sizeof(S->Whole));
    zeroBytes(S->Turns, sizeof(S->Turns));
  }
}

void rt::appendGrowth(Buffer &Out) {
  for (const GrowthState *S = loadAcquire(States); S; S = S->Next) {
    for (U32 I = 0; I != Octaves * PartsOfOctave; ++I)
      append(Out, *S, S->Whole[I], HONE_GROWTH_LOOP, I);
    for (U32 I = 0; I != Octaves; ++I)
      append(Out, *S, S->Turns[I], HONE_GROWTH_TURNS, I);
  }
}

HONE_INTERFACE uint64_t __hone_growth_begin(GrowthSiteRecord *Site) {
  if (__hone_growth_credit < 0)
    __hone_growth_credit = FirstGap;
  if (HONE_UNLIKELY(isStopped()))
    return 0;
  ThreadState *T = __hone_thread;
  if (HONE_UNLIKELY(!T) && !(T = obtainThread()))
    return Elected ? Elected->GrowthBegin(Site) : 0;
  GrowthState *State = stateOf(Site);
  if (HONE_UNLIKELY(!State))
    return 0;
  U64 Now = ticks();
  if (loadRelaxed(Site->Gate))
    chooseGap(T->NextGrowth, Now);
  else
    lookAtGate(Site, State, Now);
  T->Top->OwnCost += HookInner + HookOuter; // two clock readings, as a hook pair
  return ticks() | 1;                       // 0 says "not observed"
}

HONE_INTERFACE uint64_t __hone_growth_turn(GrowthSiteRecord *Site,
                                           uint64_t Mark, uint64_t Turns) {
  U64 Now = ticks();
  if (Elected)
    return Elected->GrowthTurn(Site, Mark, Turns);
  auto *State = reinterpret_cast<GrowthState *>(loadAcquire(Site->State));
  ThreadState *T = __hone_thread;
  if (!T || !State || Turns >= MostTurns || Now <= Mark ||
      Mark < loadRelaxed(CountingSince))
    return ticks();
  GrowthEntry &Entry = longEntry(*T, State);
  if (Turns == GrowthFirstTurns) {
    Entry = {Mark, 0, 0, 0, 0, 0};
    return ticks();
  }
  U64 Ticks = Now - Mark;
  bool IsLong = Ticks > LongTicks;
  if (IsLong)
    Ticks = withoutAbsence(Entry, Mark, Ticks);
  if (Ticks)
    add(State->Turns[63 - __builtin_clzll(Turns)], Turns, Ticks);
  Now = ticks();
  if (IsLong)
    Entry.Mark = Now;
  return Now;
}

HONE_INTERFACE void __hone_growth_end(GrowthSiteRecord *Site, uint64_t Start,
                                      uint64_t Turns) {
  U64 Now = ticks();
  if (Elected)
    return Elected->GrowthEnd(Site, Start, Turns);
  auto *State = reinterpret_cast<GrowthState *>(loadAcquire(Site->State));
  if (!State || Turns < LeastTurns || Turns >= MostTurns ||
      Start < loadRelaxed(CountingSince) || Now <= Start)
    return;
  U64 Ticks = Now - Start;
  ThreadState *T = __hone_thread;
  if (T && Ticks > LongTicks)
    if (GrowthEntry &Entry = longEntry(*T, State);
        Entry.Start == Start && Entry.Mark) {
      withoutAbsence(Entry, Entry.Mark, Now - Entry.Mark);
      Ticks -= Entry.Away < Ticks ? Entry.Away : 0;
    }
  add(State->Whole[(logOf(Turns) * PartsOfOctave) >> 16], Turns, Ticks);
}
