//===- HeapAccounts.h - what was allocated where, by thread ----*- C++ -*-===//
//
// Owns: accounts, each thread's figures of them, live bytes and their peak. An
// account is a call site, or a stack that led to one. Knows nothing of how
// blocks are seen.
//
// Figures are written by the thread that owns them only, so that they are exact
// without a locked instruction; sums are over all threads, also those that
// ended, whose figures the next owner of their state adds to.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_HEAPACCOUNTS_H
#define HONE_RUNTIME_HEAPACCOUNTS_H

#include "HeapMap.h"
#include "StackTable.h"

namespace hone::rt {

/// 0 is the account of no block.
inline constexpr U32 UnknownAccount = 1;
inline constexpr U32 FirstStackAccount = 2;
inline constexpr U32 FirstSiteAccount = FirstStackAccount + MaxStacks;

struct HeapFigures {
  U64 Blocks, Bytes, Frees, FreedBytes;
  U64 Temporary, Reallocations, MovedBytes;
  U64 LifetimeTicks, Lifetimes;
  U64 Maps, MappedBytes;
  U64 Unmaps, UnmappedBytes;
  U64 Copies, CopiedBytes;
  U64 Reserved; ///< the first four are in one cache line
};
inline constexpr U32 NumHeapFigures = sizeof(HeapFigures) / sizeof(U64);

/// An Entry for each account, in pages that are made when first needed.
template <class Entry> struct AccountTable {
  static constexpr U32 PerPage = 128;
  Entry *Pages[MaxAccounts / PerPage];

  /// Null: nothing was entered.
  Entry *find(U32 Account) const {
    Entry *Page = loadAcquire(Pages[Account / PerPage]);
    return Page ? Page + Account % PerPage : nullptr;
  }
  /// Null: no memory.
  Entry *make(U32 Account) {
    if (Entry *E = find(Account))
      return E;
    Entry *Page = mapArray<Entry>(PerPage);
    if (!Page)
      return nullptr;
    storeRelease(Pages[Account / PerPage], Page);
    return Page + Account % PerPage;
  }
  template <class Visitor> void forPages(Visitor Visit) const {
    for (U32 I = 0; I != MaxAccounts / PerPage; ++I)
      if (Entry *Page = loadAcquire(Pages[I]))
        Visit(I * PerPage, Page);
  }
  void release() const {
    forPages(
        [](U32, Entry *Page) { unmapBytes(Page, PerPage * sizeof(Entry)); });
  }
  /// Sets all to 0. The pages stay, for who is looking there.
  void clear() const {
    forPages(
        [](U32, Entry *Page) { clearBytes(Page, PerPage * sizeof(Entry)); });
  }
};

/// The state of a thread that allocates. Small: uninstrumented threads have
/// one, too.
struct HeapThread {
  // The sites of the module that the thread was in last, as addresses.
  U64 SiteLow, SiteSize;
  U32 SiteAccount;  ///< of the first of them
  U32 Countdown;    ///< blocks up to the next one that is sampled
  const void *Last; ///< the block given last
  I64 Delta, Max; ///< live bytes, and their maximum, since they were published
  I64 High, Low;  ///< where they are published next
  U64 Nested;     ///< stack pointer of the hook that the thread is in, or 0
  U64 Random;
  U32 Loads; ///< not 0: objects may have been loaded; looked for so many times
  U32 EndRounds;
  U32 Live; ///< a thread owns this state
  HeapThread *Next;
  AccountTable<HeapFigures> Figures;
};

/// A thread whose state has gone.
inline bool isThread(const HeapThread *T) {
  return reinterpret_cast<U64>(T) > 1;
}
inline HeapThread *endedThread() { return reinterpret_cast<HeapThread *>(1); }

/// The calling thread's figures of an account.
HeapFigures &makeFigures(HeapThread &T, U32 Account);
inline HeapFigures &figuresOf(HeapThread &T, U32 Account) {
  HeapFigures *F = T.Figures.find(Account);
  return HONE_LIKELY(F != nullptr) ? *F : makeFigures(T, Account);
}

/// False: no memory, or no key to see threads end by.
bool startHeapThreads();
/// A state for the calling thread, to be given back if it has ended. Null: no
/// memory.
HeapThread *takeHeapThread();
/// Gives back the state of a thread that has ended.
void leaveHeapThread(HeapThread &T);
HeapThread *firstHeapThread();

/// Adds what T has seen to the process's live bytes; notes peak and timeline.
void publishHeap(HeapThread &T);
/// Before a block is freed that takes T below its bounds: as publishHeap, and
/// if this is the end of a peak, it is looked at.
void fallHeap(HeapThread &T);

/// The sums over all threads. Table: all 0.
void sumHeap(AccountTable<HeapFigures> &Table);
/// What is subtracted from the sums, since the last reset.
const AccountTable<HeapFigures> *heapBase();

struct PeakFigures {
  U64 Blocks, Bytes;
};
/// Live at the peak; brought up to date by settleHeap.
const AccountTable<PeakFigures> &heapPeaks();
/// Publishes the calling thread's figures, and looks at the peak for the file.
void settleHeap();
U64 heapPeakBytes();
U64 heapPeakNs();

/// What was counted so far no longer counts, and no block is known.
void resetHeapAccounts();
/// The child of a fork has only the calling thread, and starts from 0.
void restartHeapAccounts();
/// A module goes: no thread is to believe that it is in it.
void forgetHeapSites(U64 Low);

} // namespace hone::rt

/// As __hone_thread (Thread.h): null before the first block, endedThread()
/// after the thread's end.
extern "C" __attribute__((
    visibility("default"))) __thread hone::rt::HeapThread *__hone_heap;

namespace hone::rt {

/// Calls Do with the calling thread's state, which need not exist yet, or any
/// more. Does nothing where memory is gone.
template <class Action> void withHeapThread(Action Do) {
  HeapThread *T = __hone_heap;
  if (HONE_LIKELY(isThread(T)))
    return Do(*T);
  T = takeHeapThread();
  if (!T)
    return;
  Do(*T);
  if (__hone_heap != T)
    leaveHeapThread(*T);
}

} // namespace hone::rt

#endif // HONE_RUNTIME_HEAPACCOUNTS_H
