//===- Operations.cpp - observing operations on containers ------*- C++ -*-===//
//
// Owns: which operations are observed, and how long they take.
//
//   operations of a thread:  ....[64 observed]......gap......[64 observed]....
//
// The first windows follow each other without a gap. From then on each window
// begins by choosing the gap after it, so that observing takes a fixed share of
// the time; gaps vary by chance, so that no pattern in the program can keep
// step with them. A window stands for itself, for half of the gap before it and
// for half of the one after it: what is observed enters the books (but for
// Samples) as that many operations. So sums stay unbiased although gaps change,
// and where a thread ends in the middle of one. Several operations in a row,
// because some questions are about neighbours: the same key twice, the order of
// keys, the mix on one container.
//
// An operation that throws has no end, and is not entered.
//
//===----------------------------------------------------------------------===//

#include "Operations.h"

#include "Calibrate.h"
#include "Copies.h"
#include "Counting.h"
#include "Events.h"
#include "Observation.h"
#include "Runtime.h"
#include "Scan.h"
#include "Thread.h"
#include "Throttle.h"

using namespace hone;
using namespace hone::rt;

__thread int32_t __hone_operation_credit;

namespace {

/// Of each thread, so many windows without gaps: the first 1,024 operations.
constexpr U32 WindowsAtStart = 16;
/// Of all threads together: 65,536 operations, about 10 ms.
constexpr U32 WindowsAtStartOfAll = 1024;
/// Observing may take two fifths of HONE_BUDGET: 2 % by default.
constexpr U64 BudgetShare = 5, BudgetParts = 2;
constexpr U32 MinGap = 64, MaxGap = 1 << 20;
/// The first gap, of which only a window's own time is known, at most.
constexpr U32 MaxFirstGap = 4096;
/// Of each place whose operations may take long, so many are observed at once.
/// Then observing (115 ns on an AMD EPYC virtual machine) may take a fifth of
/// HONE_BUDGET, 1 % by default, of the time of such operations; but of the
/// shortest one in 1,024 is observed.
constexpr U64 LongAtStart = 500, LongCost = 300, LongShare = 5;
constexpr U64 MaxInterval = 1024;
/// How much longer or shorter a gap is than the one before, at most: one that
/// was spent waiting says little.
constexpr U32 MostChange = 4;
/// Operations until the next look, while stopped; and where nothing is
/// recorded.
constexpr I32 LookAgain = 64, LookLater = 1 << 20;
/// What takes longer (5 to 15 us) to observe was interrupted.
constexpr U64 MostCost = 1 << 15;

U32 FreeWindowsUsed;
/// Around what the latest gap of any thread was drawn.
U32 LatestMeanGap;
/// What lies between the two readings of the clock if nothing does, ticks.
U64 ClockCost;

OperationStream *streamOf(OperationWindow &W, const I32 *Credit) {
  for (OperationStream &S : W.Streams) {
    if (HONE_LIKELY(S.Credit == Credit))
      return &S;
    if (S.Credit)
      continue;
    S.Credit = Credit;
    S.MeanGap = loadRelaxed(LatestMeanGap);
    return &S;
  }
  return nullptr;
}

bool isFreeWindow(OperationStream &S) {
  if (S.FreeWindows >= WindowsAtStart ||
      loadRelaxed(FreeWindowsUsed) >= WindowsAtStartOfAll)
    return false;
  ++S.FreeWindows;
  __atomic_fetch_add(&FreeWindowsUsed, 1, __ATOMIC_RELAXED);
  return true;
}

U32 within(double Value, U32 Low, U32 High) {
  return Value < Low ? Low : Value > High ? High : U32(Value);
}

/// Of the next gap: so long that what a window costs is its share of the time
/// until the one after it.
U32 meanGap(const OperationStream &S, U64 Now) {
  if (!S.WindowEnd) // the thread's first window
    return S.MeanGap ? S.MeanGap : MinGap;
  double Cost = double(S.MeanCost),
         InWindow = double(S.WindowEnd - S.WindowStart);
  double Wanted =
      Cost * (100.0 * BudgetShare / BudgetParts) / double(budgetPercent()) -
      InWindow;
  double PerOperation = S.Gap ? double(Now - S.WindowEnd) / S.Gap
                              : (InWindow - Cost) / OperationsInWindow;
  U32 Gap = within(Wanted / (PerOperation > 1 ? PerOperation : 1), MinGap,
                   S.MeanGap ? MaxGap : MaxFirstGap);
  return S.MeanGap ? within(Gap, S.MeanGap / MostChange, S.MeanGap * MostChange)
                   : Gap;
}

/// The gap after the window that begins now. A multiple of two windows, so that
/// half of it is a whole number of windows; rounded by chance.
U32 chooseGap(ThreadState &T, OperationStream &S, U64 Now) {
  if (budgetPercent() == ~U64(0) || isFreeWindow(S))
    return 0;
  S.MeanGap = meanGap(S, Now);
  storeRelaxed(LatestMeanGap, S.MeanGap);
  constexpr U32 Step = 2 * OperationsInWindow;
  U64 Drawn = S.MeanGap / 2 + nextRandom(T) % S.MeanGap;
  return U32((Drawn + nextRandom(T) % Step) / Step * Step);
}

void startWindow(ThreadState &T, OperationStream &S, U64 Now) {
  OperationWindow &W = T.Operations;
  keepEvents(W);
  U64 Cost = W.Cost - S.CostBefore;
  S.MeanCost = S.MeanCost ? (3 * S.MeanCost + Cost) / 4 : Cost;
  // Of a gap in which counting was stopped, nobody knows how much counts.
  U32 GapBefore = S.WindowEnd >= loadRelaxed(CountingSince) ? S.Gap : 0;
  S.Gap = chooseGap(T, S, Now);
  S.Weight = (GapBefore + S.Gap) / (2 * OperationsInWindow) + 1;
  S.WindowStart = Now;
  S.CostBefore = W.Cost;
  ++W.Number;
}

/// Observes the next operation of a window, but for its start.
void observe(ThreadState &T, OperationStream &S, OperationRecord *Operation,
             Observation &O, const void *Container, const void *Argument,
             U64 Now) {
  OperationWindow &W = T.Operations;
  U32 Left = S.Left;
  if (!Left) {
    startWindow(T, S, Now);
    Left = OperationsInWindow;
  }
  S.Left = --Left;
  if (!Left)
    S.WindowEnd = Now;
  O.Entered = Now;
  O.CostBefore = W.Cost;
  O.Window = W.Number;
  O.Weight = uint16_t(S.Weight);
  O.IsLast = !Left;
  lookBefore(W, *Operation, O, Container, Argument);
}

/// Keeps signal handlers off what the calling thread is about to change. Frame:
/// the caller's. False: it is such a handler itself. Handlers have their frames
/// further down, below what the kernel saves there; what changes the window
/// and is not above was left by a longjmp out of a handler.
bool takeWindow(ThreadState &T, const void *CallersFrame) {
  constexpr U64 LeastBetween = 256;
  OperationWindow &W = T.Operations;
  auto Frame = reinterpret_cast<U64>(CallersFrame);
  bool IsOwnStack = Frame >= T.StackLow && Frame < T.StackHigh;
  if (HONE_UNLIKELY(W.Busy) && (!IsOwnStack || Frame + LeastBetween < W.Busy))
    return false;
  W.Busy = Frame;
  signalFence();
  return true;
}
void leaveWindow(ThreadState &T) {
  signalFence();
  T.Operations.Busy = 0;
}

/// How many operations that may take long are made for one that is observed.
U64 intervalOf(const OperationRecord &Operation) {
  U64 Step = loadRelaxed(Operation.RepeatPlace);
  return Step ? U64(WholeCredit) / Step : 1;
}

/// Chooses that number: the first ones are all observed, then so many that what
/// observing takes stays its share of their time. Kept, as the credit that one
/// of them consumes, where these operations have no other use for it: the
/// question is asked each time, and a division takes as long as a short search.
void chooseInterval(OperationRecord &Operation) {
  U64 Observed = loadRelaxed(Operation.Observed);
  if (loadRelaxed(Operation.Samples) < LongAtStart || !Observed ||
      budgetPercent() == ~U64(0))
    return;
  U64 Mean = loadRelaxed(Operation.Ticks) / Observed + 1;
  U64 Wanted = LongCost * 100 * LongShare / budgetPercent() / Mean + 1;
  U64 Interval = Wanted < MaxInterval ? Wanted : MaxInterval;
  storeRelaxed(Operation.RepeatPlace,
               Interval > 1 ? U64(WholeCredit) / Interval : 0);
}

/// As beginOperation, of an operation that may take long: whether it enters the
/// books does not depend on the windows. It is an event of a window all the
/// same.
U64 beginLong(ThreadState &T, OperationRecord *Operation, OperationSlot *Slot,
              const void *Container, const void *Argument, const void *Frame) {
  OperationWindow &W = T.Operations;
  U64 Step = loadRelaxed(Operation->RepeatPlace);
  bool IsEvent = W.Streams[0].Left && W.NumEvents < OperationsInWindow;
  bool IsDrawn = !Step || HONE_UNLIKELY(drawn(T, I64(Step)));
  if (HONE_LIKELY(!IsDrawn && !IsEvent) || !takeWindow(T, Frame))
    return 0;
  Observation &O = observationIn(Slot);
  O.Entered = ticks();
  O.CostBefore = W.Cost;
  O.Window = IsEvent ? W.Number : 0;
  O.Weight = IsDrawn ? uint16_t(intervalOf(*Operation)) : 0;
  O.IsLast = false;
  lookBefore(W, *Operation, O, Container, Argument);
  leaveWindow(T);
  O.Start = fencedTicks();
  return 1;
}

U64 durationOf(const OperationWindow &W, const Observation &O, U64 End) {
  // What observing nested operations has cost is not the operation's.
  U64 Own = ClockCost + (W.Cost > O.CostBefore ? W.Cost - O.CostBefore : 0);
  return End > O.Start + Own ? End - O.Start - Own : 0;
}

/// Charges what observing has cost to the innermost timed activation, and to
/// the window: all of the time from the operation's begin on that is not its
/// own, and two readings of the clock.
void charge(ThreadState &T, const Observation &O, U64 End) {
  U64 Own = ticks() - O.Entered - (End - O.Start) + 2 * ClockCost;
  if (Own > MostCost)
    Own = MostCost;
  T.Operations.Cost += Own;
  T.Top->OwnCost += Own;
}

} // namespace

void rt::startOperations(OperationWindow &W) {
  W.Busy = 0;
  zeroBytes(W.Streams, sizeof(W.Streams));
  W.Last = {};
  W.KeptKeySize = W.NumEvents = 0;
  __hone_operation_credit = 0;
}

void rt::endOperations(OperationWindow &W) { keepEvents(W); }

void rt::restartOperationsInChild(ThreadState *T) {
  FreeWindowsUsed = LatestMeanGap = 0;
  restartEventsInChild();
  if (T)
    startOperations(T->Operations);
}

/// As an instrumented function does. Returns the ticks between both readings.
HONE_NOINLINE static U64 observeNothing(OperationRecord *Record) {
  OperationSlot Slot;
  if (!__hone_operation_begin(Record, &Slot, Record, nullptr))
    observationIn(&Slot).Start = fencedTicks();
  return fencedTicks() - observationIn(&Slot).Start;
}

void rt::calibrateOperations(ThreadState &T) {
  constexpr U32 Batches = 12, Each = 5; // fewer than a window
  OperationRecord Record = {};
  Record.Operation = HONE_OP_Other;
  U64 Cheapest = ~U64(0); // interrupts and cold caches only ever add
  for (U32 B = 0; B != Batches; ++B) {
    U64 Total = 0;
    for (U32 I = 0; I != Each; ++I)
      Total += observeNothing(&Record);
    Cheapest = Total < Cheapest ? Total : Cheapest;
  }
  ClockCost = Cheapest / Each;
  FreeWindowsUsed = 0;
  startOperations(T.Operations);
}

U64 rt::beginOperation(OperationRecord *Operation, OperationSlot *Slot,
                       const void *Container, const void *Argument,
                       I32 *Credit) {
  if (HONE_UNLIKELY(isStopped())) {
    *Credit = LookAgain;
    return 0;
  }
  ThreadState *T = __hone_thread;
  if (HONE_UNLIKELY(!T) && !(T = obtainThread())) {
    *Credit = LookLater;
    return 0;
  }
  const void *Frame = __builtin_frame_address(0);
  if (mayTakeLong(Operation->Operation))
    return beginLong(*T, Operation, Slot, Container, Argument, Frame);
  if (HONE_UNLIKELY(!takeWindow(*T, Frame)))
    return 0;
  U64 Entered = ticks();
  OperationStream *S = streamOf(T->Operations, Credit);
  Observation &O = observationIn(Slot);
  if (S)
    observe(*T, *S, Operation, O, Container, Argument, Entered);
  *Credit = !S ? LookLater : S->Left ? 0 : I32(S->Gap);
  leaveWindow(*T);
  O.Start = fencedTicks();
  return S != nullptr;
}

HONE_INTERFACE uint64_t __hone_operation_begin(OperationRecord *Operation,
                                               OperationSlot *Slot,
                                               const void *Container,
                                               const void *Argument) {
  auto *Begin = HONE_UNLIKELY(Elected != nullptr) ? Elected->OperationBegin
                                                  : beginOperation;
  return Begin(Operation, Slot, Container, Argument, &__hone_operation_credit);
}

HONE_INTERFACE void __hone_operation_end(OperationRecord *Operation,
                                         OperationSlot *Slot, uint64_t Result) {
  U64 End = fencedTicks();
  if (HONE_UNLIKELY(Elected != nullptr))
    return Elected->OperationEnd(Operation, Slot, Result);
  ThreadState *T = __hone_thread;
  const Observation &O = observationIn(Slot);
  if (!T || O.Start < loadRelaxed(CountingSince) ||
      !takeWindow(*T, __builtin_frame_address(0)))
    return;
  OperationWindow &W = T->Operations;
  EventRecord Event = enter(*Operation, O, durationOf(W, O, End), Result, *T);
  if (O.Window == W.Number) // else it is longer than its window, or outside
    addEvent(W, Event, O.IsLast);
  if (mayTakeLong(Operation->Operation))
    chooseInterval(*Operation);
  charge(*T, O, End);
  leaveWindow(*T);
}
