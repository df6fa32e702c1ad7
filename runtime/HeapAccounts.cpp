//===- HeapAccounts.cpp - what was allocated where, by thread ---*- C++ -*-===//
//
// Owns: see HeapAccounts.h.
//
// Live bytes of the process: a thread adds its own to the common sum when they
// have moved by a 256th of the peak. It tells its maximum since, too, so that
// with one thread the peak is exact.
//
// Live bytes of the accounts at the peak: looked at when live bytes have begun
// to fall from a peak, not at each rise. A program that grows and then ends is
// looked at once. A peak that is not 1 percent above the last one that was
// looked at is taken to be that one.
//
//===----------------------------------------------------------------------===//

#include "HeapAccounts.h"

#include "HeapLifetimes.h"
#include "HeapTimeline.h"
#include "Runtime.h"

#include <pthread.h>

using namespace hone::rt;

__thread HeapThread *__hone_heap;

namespace hone::rt {

namespace {

pthread_key_t EndKey;
HeapThread *AllThreads;

U32 NumLive; ///< threads that have a state now

/// All live bytes that were published. Below 0 for a moment, where a block was
/// freed by a thread that was quicker to publish.
I64 Live;
U64 Peak, PeakNs;
/// The first publications are at smaller steps: programs of a few kilobytes
/// have a timeline, too.
U32 Publications;

/// Threads that want the lock and do not get it go on without: what they have
/// to say can wait.
U32 BooksLock;
AccountTable<PeakFigures> Peaks;
U64 LookedAt;  ///< the peak that Peaks is of
U64 LookTicks; ///< what looking took
U64 StartTicks;

/// By account: sums at the last reset; null: there was none.
AccountTable<HeapFigures> *Base;

bool tryBooks() {
  U32 Expected = 0;
  return __atomic_compare_exchange_n(&BooksLock, &Expected, 1u, false,
                                     __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}
void leaveBooks() { storeRelease(BooksLock, 0u); }

U64 nowNs() {
  U64 Now = clockNs(CLOCK_MONOTONIC_COARSE);
  return Now > TheProcess.StartNs ? Now - TheProcess.StartNs : 0;
}

void raisePeak(I64 Candidate, U64 Ns) {
  U64 Old = loadRelaxed(Peak);
  while (Candidate > I64(Old))
    if (__atomic_compare_exchange_n(&Peak, &Old, U64(Candidate), true,
                                    __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
      storeRelaxed(PeakNs, Ns);
      return;
    }
}

/// The peak from which on another look is worth its while. Looking takes 2
/// percent of the time at most, or is done more rarely.
U64 nextLook() {
  U64 Looked = loadRelaxed(LookedAt);
  bool IsDear = loadRelaxed(LookTicks) * 50 > ticks() - StartTicks;
  return Looked + Looked / (IsDear ? 20 : 100);
}

void addLive(const AccountTable<HeapFigures> &Figures, U64 Sign) {
  Figures.forPages([&](U32 First, const HeapFigures *Page) {
    PeakFigures *To = Peaks.make(First);
    for (U32 I = 0; To && I != AccountTable<HeapFigures>::PerPage; ++I) {
      To[I].Blocks += Sign * (Page[I].Blocks - Page[I].Frees);
      To[I].Bytes += Sign * (Page[I].Bytes - Page[I].FreedBytes);
    }
  });
}

/// With the books' lock.
void look() {
  U64 Start = ticks();
  Peaks.forPages([](U32, PeakFigures *Page) {
    for (U32 I = 0; I != AccountTable<PeakFigures>::PerPage; ++I)
      Page[I] = {};
  });
  for (HeapThread *T = firstHeapThread(); T; T = T->Next)
    addLive(T->Figures, 1);
  if (Base)
    addLive(*Base, ~U64(0));
  storeRelaxed(LookedAt, loadRelaxed(Peak));
  LookTicks += ticks() - Start;
}

/// How far T may go before it publishes again.
void setBounds(HeapThread &T, I64 Now) {
  U64 Top = loadRelaxed(Peak), Next = nextLook();
  // Of one thread the peak is exact, however seldom it publishes. What several
  // have not told is missing from the peak, or is too much in it.
  constexpr U64 Longest = 64 << 10, Each = 64;
  U64 Step = Each * loadRelaxed(Publications);
  U64 Most =
      loadRelaxed(NumLive) > 1 && Top / 64 < Longest ? Top / 64 : Longest;
  Step = Step < Most ? Step : Most;
  Step = Step > Top / 256 ? Step : Top / 256;
  if (Top > Next) { // to be looked at when it is over
    T.High = I64(Top / 256);
    T.Low = -T.High;
    return;
  }
  T.Low = -I64(Step);
  I64 Rise = I64(Next) - (Now > 0 ? Now : 0);
  T.High = Rise < I64(Step) ? Rise : I64(Step);
}

/// Runs at the thread's end. The first time it only asks to be called again, so
/// that destructors of the program's thread-specific data are seen.
void endThread(void *State) {
  auto *T = static_cast<HeapThread *>(State);
  if (++T->EndRounds < 2 && pthread_setspecific(EndKey, T) == 0)
    return;
  if (__hone_heap == T)
    __hone_heap = endedThread();
  leaveHeapThread(*T);
}

HeapThread *newThread() {
  for (HeapThread *T = firstHeapThread(); T; T = T->Next) {
    U32 Expected = 0;
    if (!loadRelaxed(T->Live) &&
        __atomic_compare_exchange_n(&T->Live, &Expected, 1u, false,
                                    __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
      return T;
  }
  auto *T = mapArray<HeapThread>(1);
  if (!T)
    return nullptr;
  T->Live = 1;
  T->Next = loadRelaxed(AllThreads);
  while (!__atomic_compare_exchange_n(&AllThreads, &T->Next, T, true,
                                      __ATOMIC_RELEASE, __ATOMIC_RELAXED))
    ;
  return T;
}

} // namespace

HONE_NOINLINE HeapFigures &makeFigures(HeapThread &T, U32 Account) {
  static HeapFigures Lost;
  int OldErrno = errno;
  HeapFigures *F = T.Figures.make(Account);
  errno = OldErrno;
  return F ? *F : Lost;
}

bool startHeapThreads() {
  StartTicks = ticks();
  return pthread_key_create(&EndKey, endThread) == 0;
}

HeapThread *firstHeapThread() { return loadAcquire(AllThreads); }

HONE_NOINLINE HeapThread *takeHeapThread() {
  int OldErrno = errno;
  HeapThread *T = newThread();
  if (T) {
    __atomic_fetch_add(&NumLive, 1, __ATOMIC_RELAXED);
    T->SiteSize = 0;
    T->Last = nullptr;
    T->Delta = T->Max = 0;
    T->Nested = 0;
    T->Loads = 0;
    T->EndRounds = 0;
    T->Random = (ticks() ^ reinterpret_cast<U64>(&OldErrno)) | 1;
    T->Countdown = nextSample(T->Random);
    setBounds(*T, loadRelaxed(Live));
    if (!__hone_heap) {
      __hone_heap = T;
      pthread_setspecific(EndKey, T); // may allocate, which is counted
    }
  }
  errno = OldErrno;
  return T;
}

void leaveHeapThread(HeapThread &T) {
  if (T.Delta || T.Max)
    publishHeap(T);
  __atomic_fetch_sub(&NumLive, 1, __ATOMIC_RELAXED);
  storeRelease(T.Live, 0u);
}

static void publish(HeapThread &T, bool IsFalling) {
  I64 Delta = T.Delta, Max = T.Max;
  T.Delta = T.Max = 0;
  I64 Before = __atomic_fetch_add(&Live, Delta, __ATOMIC_RELAXED);
  I64 Now = Before + Delta;
  U64 Ns = nowNs();
  raisePeak(Before + Max, Ns);
  storeRelaxed(Publications, loadRelaxed(Publications) + 1);
  if (!isStopped() && tryBooks()) {
    // Asked again: settleHeap waits only for who has the books.
    if (!isStopped()) {
      noteHeapTime(Ns, Before + Max > 0 ? U64(Before + Max) : 0,
                   Now > 0 ? U64(Now) : 0);
      U64 Top = loadRelaxed(Peak);
      if (Top > nextLook() && (IsFalling || Now < I64(Top - Top / 256)))
        look();
    }
    leaveBooks();
  }
  setBounds(T, Now);
}

HONE_NOINLINE void publishHeap(HeapThread &T) { publish(T, false); }
HONE_NOINLINE void fallHeap(HeapThread &T) { publish(T, true); }

void sumHeap(AccountTable<HeapFigures> &Table) {
  for (HeapThread *T = firstHeapThread(); T; T = T->Next)
    T->Figures.forPages([&](U32 First, const HeapFigures *Page) {
      auto *To = reinterpret_cast<U64 *>(Table.make(First));
      const auto *From = reinterpret_cast<const U64 *>(Page);
      constexpr U32 Words = AccountTable<HeapFigures>::PerPage * NumHeapFigures;
      for (U32 I = 0; To && I != Words; ++I)
        To[I] += loadRelaxed(From[I]);
    });
}

const AccountTable<HeapFigures> *heapBase() { return Base; }
const AccountTable<PeakFigures> &heapPeaks() { return Peaks; }
U64 heapPeakBytes() { return loadRelaxed(Peak); }
U64 heapPeakNs() { return loadRelaxed(PeakNs); }

void settleHeap() {
  if (isStopped()) {
    if (tryLockSoon(BooksLock)) // a look that had begun is over
      leaveBooks();
    return;
  }
  if (HeapThread *T = __hone_heap; isThread(T))
    publishHeap(*T);
  // What the others have not told yet.
  I64 Now = loadRelaxed(Live);
  for (HeapThread *T = firstHeapThread(); T; T = T->Next)
    if (loadRelaxed(T->Live))
      raisePeak(Now + loadRelaxed(T->Max), nowNs());
  if (!tryBooks())
    return;
  if (loadRelaxed(Peak) > nextLook() || !LookedAt)
    look();
  leaveBooks();
}

static void forgetPeak() {
  Peak = PeakNs = LookedAt = LookTicks = 0;
  Publications = 0;
  StartTicks = ticks();
  Peaks.clear();
  clearTimeline();
}

void resetHeapAccounts() {
  if (HeapThread *T = __hone_heap; isThread(T))
    publishHeap(*T);
  clearHeapMap();
  clearLifetimes();
  if (!Base)
    Base = mapArray<AccountTable<HeapFigures>>(1);
  if (Base) {
    Base->clear();
    sumHeap(*Base);
  }
  // Who has it is about to be done, unless this is a signal handler above it.
  bool HasBooks = tryBooks();
  for (int Tries = 0; !HasBooks && Tries != 1000; ++Tries) {
    syscall(SYS_sched_yield);
    HasBooks = tryBooks();
  }
  storeRelaxed(Live, I64(0));
  forgetPeak();
  if (HasBooks)
    leaveBooks();
}

void restartHeapAccounts() {
  clearHeapMap();
  clearLifetimes();
  HeapThread *Own = __hone_heap;
  for (HeapThread *T = AllThreads; T; T = T->Next) {
    T->Figures.clear();
    T->Delta = T->Max = 0;
    T->High = T->Low = 0;
    T->Last = nullptr;
    if (T != Own)
      T->Live = 0;
  }
  if (Base)
    Base->clear();
  NumLive = isThread(Own);
  Live = 0;
  BooksLock = 0;
  forgetPeak();
}

void forgetHeapSites(U64 Low) {
  for (HeapThread *T = firstHeapThread(); T; T = T->Next)
    if (loadRelaxed(T->SiteLow) == Low)
      storeRelaxed(T->SiteSize, U64(0));
}

} // namespace hone::rt
