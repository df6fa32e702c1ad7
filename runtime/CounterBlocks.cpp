//===- CounterBlocks.cpp - every thread's own counters ----------*- C++ -*-===//
//
// Owns: see CounterBlocks.h.
//
//===----------------------------------------------------------------------===//

#include "CounterBlocks.h"

#include "BlocksAside.h"
#include "Copies.h"
#include "KeepRegisters.h"
#include "LiveFile.h"
#include "Report.h"
#include "Runtime.h"
#include "SegmentBase.h"

#include <stdlib.h>
#include <sys/mman.h>

#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif

namespace hone::rt {

namespace {

/// Between the blocks of two threads: more than any module's counters take.
constexpr I64 Stride = I64(1) << 30;
/// From a module to its first block: down from where kernels put libraries
/// (0x7f...) and position-independent executables (0x55...), or up from the
/// fixed low place of others.
constexpr I64 Distance = I64(1) << 44;

bool Possible;
I64 Direction; ///< -1 or 1
U32 NumSlots;
bool SomeShare; ///< a thread has got no blocks

U64 *block(const Module &M, const ThreadState &T) {
  return reinterpret_cast<U64 *>(reinterpret_cast<U64>(M.Sections.Counters) +
                                 U64(T.Base));
}

void *blockPages(const Module &M, const ThreadState &T) {
  return reinterpret_cast<void *>(counterPages(M).First + U64(T.Base));
}

/// Where the block's counts are.
void *countedPages(const Module &M, const ThreadState &T) {
  void *Aside = pagesAside(M, T.Slot);
  return Aside ? Aside : blockPages(M, T);
}

U64 *counts(const Module &M, const ThreadState &T) {
  return reinterpret_cast<U64 *>(static_cast<char *>(countedPages(M, T)) +
                                 counterPages(M).Shift);
}

bool hasCounters(const Module &M) {
  return M.Sections.Counters < M.Sections.CountersEnd;
}

/// Where M keeps the file offset of the slot's pages; null: memory is gone.
U64 *offsetOf(Module &M, U32 Slot) {
  size_t Needed = (Slot + 1) * sizeof(U64);
  if (M.BlockOffsets.size() < Needed &&
      !M.BlockOffsets.extend(Needed - M.BlockOffsets.size()))
    return nullptr;
  return reinterpret_cast<U64 *>(M.BlockOffsets.data()) + Slot;
}

/// Shared, as those of the file: for setAside.
bool mapAnonymous(void *Address, size_t Size, int Flags) {
  return mapAt(Address, Size,
               MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE | Flags, -1, 0);
}

bool mapCounts(Module &M, ThreadState &T) {
  CounterPages Pages = counterPages(M);
  void *Address = blockPages(M, T);
  U64 *Offset = offsetOf(M, T.Slot);
  if (Offset && !T.InMemory) {
    if (!*Offset)
      *Offset = allocateLivePages(M);
    if (*Offset &&
        mapLivePages(*Offset, Address, Pages.Size, MAP_FIXED_NOREPLACE))
      return true;
  }
  return mapAnonymous(Address, Pages.Size, MAP_FIXED_NOREPLACE);
}

bool mapBlock(Module &M, ThreadState &T) {
  if (!hasCounters(M))
    return true;
  if (!mapCounts(M, T))
    return false;
  if (isStopped())
    setAside(M, T.Slot, blockPages(M, T));
  return true;
}

void unmapBlock(Module &M, const ThreadState &T) {
  if (!hasCounters(M))
    return;
  dropAside(M, T.Slot);
  unmapAt(blockPages(M, T), counterPages(M).Size);
}

/// Also unloaded modules, until another one takes their place: code of a module
/// may run after its destructor.
template <class Visitor> void forPlaced(Visitor Visit) {
  for (Module *M = firstModule(); M; M = M->Next)
    if (M->Placed)
      Visit(*M);
}

template <class Visitor> void forBlocks(Visitor Visit) {
  for (ThreadState *T = firstThread(); T; T = T->Next)
    if (T->Base)
      Visit(*T);
}

bool mapAll(ThreadState &T) {
  const Module *Failed = nullptr;
  forPlaced([&](Module &M) {
    if (!Failed && !mapBlock(M, T))
      Failed = &M;
  });
  bool Before = Failed;
  forPlaced([&](Module &M) {
    Before = Before && &M != Failed;
    if (Before)
      unmapBlock(M, T);
  });
  return !Failed;
}

/// Takes away the blocks of modules that were unloaded and whose addresses M has
/// now.
void clearPlaceOf(const Module &M) {
  CounterPages New = counterPages(M);
  forPlaced([&](Module &Old) {
    CounterPages Pages = counterPages(Old);
    if (!Old.Live && Pages.First < New.First + New.Size &&
        New.First < Pages.First + Pages.Size)
      removeBlocks(Old);
  });
}

void ensureLiveFile() {
  if (startLiveFile())
    forPlaced(addToLiveFile);
}

void move(U64 *To, U64 *From, U64 Count) {
  for (U64 I = 0; I != Count; ++I)
    if (U64 Value = loadRelaxed(From[I])) {
      To[I] += Value;
      storeRelaxed(From[I], U64(0));
    }
}

/// Moves the thread's counts of M to M's own counters.
void shareCounts(Module &M, const ThreadState &T) {
  U64 Count = counterPages(M).Counters;
  U64 *From = counts(M, T);
  if (!isStopped())
    return move(M.Sections.Counters, From, Count);
  for (U64 I = 0; I != Count; ++I)
    addToShared(M, I, loadRelaxed(From[I]));
}

/// No block of M can be had at one of the bases in use. Alone, the thread can
/// still change to base 0.
void giveUp(Module &M) {
  U32 Others = 0;
  ThreadState *Own = __hone_thread;
  forBlocks([&](ThreadState &T) { Others += &T != Own; });
  if (Others) {
    complain({"'", M.Path,
              "' can't be counted: the addresses for it are taken; build it "
              "without hone"});
    abort();
  }
  Possible = false;
  setBase(0);
  forPlaced([&](Module &Other) {
    if (!Own || !Own->Base || !hasCounters(Other))
      return;
    if (Other.Live)
      shareCounts(Other, *Own);
    unmapBlock(Other, *Own);
    Other.Placed = false;
  });
  if (Own)
    Own->Base = 0;
}

} // namespace

CounterPages counterPages(const Module &M) {
  U64 Begin = reinterpret_cast<U64>(M.Sections.Counters);
  U64 End = reinterpret_cast<U64>(M.Sections.CountersEnd);
  U64 First = Begin & ~(LivePage - 1);
  return {First, ((End + LivePage - 1) & ~(LivePage - 1)) - First,
          Begin - First, (End - Begin) / sizeof(U64)};
}

void startBlocks() {
  Direction = findDirection(&NumSlots);
  Possible = Direction && LivePage == U64(sysconf(_SC_PAGESIZE)) && canSetBase();
}

const char *countingState() {
  return Possible && !loadRelaxed(SomeShare) ? "thread" : "shared";
}

void takeBlocks(ThreadState &T) {
  __hone_counting = 1;
  if (!Possible)
    return;
  ensureLiveFile();
  if (!T.Base) {
    T.Slot = NumSlots++;
    T.Base = Direction * (Distance + I64(T.Slot) * Stride);
    if (!mapAll(T)) {
      T.Base = 0;
      SomeShare = true;
    }
  }
  setBase(T.Base);
}

void leaveBlocks() {
  if (Possible)
    setBase(0);
}

void placeModule(Module &M) {
  if (!Possible)
    return;
  clearPlaceOf(M);
  ensureLiveFile();
  if (!M.LiveIndex)
    addToLiveFile(M);
  bool Mapped = true;
  forBlocks([&](ThreadState &T) { Mapped = Mapped && mapBlock(M, T); });
  if (!Mapped)
    return giveUp(M);
  M.Placed = true;
  if (ThreadState *Own = __hone_thread; Own && !Own->Base)
    takeBlocks(*Own);
  ThreadState *First = nullptr;
  forBlocks([&](ThreadState &T) { First = &T; });
  if (First && hasCounters(M))
    move(block(M, *First), M.Sections.Counters, counterPages(M).Counters);
}

void removeBlocks(Module &M) {
  if (M.Placed)
    forBlocks([&](ThreadState &T) { unmapBlock(M, T); });
  M.Placed = false;
}

void addBlocks(const Module &M, U64 *Sums) {
  U64 Count = counterPages(M).Counters;
  forBlocks([&](ThreadState &T) {
    const U64 *Counters = counts(M, T);
    for (U64 I = 0; I != Count; ++I)
      Sums[I] += loadRelaxed(Counters[I]);
  });
}

void retireBlocks(Module &M) {
  CounterPages Pages = counterPages(M);
  if (!M.PastPages && M.LiveIndex && hasCounters(M))
    if (U64 Offset = allocateLivePages(M))
      if (void *Address = mapBytes(Pages.Size)) {
        if (mapLivePages(Offset, Address, Pages.Size, MAP_FIXED))
          M.PastPages = static_cast<char *>(Address);
        else
          unmapBytes(Address, Pages.Size);
      }
  auto *Past = reinterpret_cast<U64 *>(M.PastPages + Pages.Shift);
  forBlocks([&](ThreadState &T) {
    if (M.PastPages)
      move(Past, counts(M, T), Pages.Counters);
    else
      zeroBytes(counts(M, T), Pages.Counters * sizeof(U64));
  });
  for (U64 I = 0; M.PastPages && I != Pages.Counters; ++I) {
    Past[I] += sharedCount(M, I);
    storeRelaxed(M.Sections.Counters[I], U64(0));
  }
}

void setBlocksAside() {
  forPlaced([](Module &M) {
    forBlocks([&](ThreadState &T) {
      if (hasCounters(M))
        setAside(M, T.Slot, blockPages(M, T));
    });
  });
}

void putBlocksBack() {
  forPlaced([](Module &M) {
    forBlocks([&](ThreadState &T) { putBack(M, T.Slot, blockPages(M, T)); });
  });
}

void clearBlocksAside() {
  forPlaced([](Module &M) {
    size_t Size = counterPages(M).Counters * sizeof(U64);
    forBlocks([&](ThreadState &T) {
      U64 *Offset = pagesAside(M, T.Slot) ? offsetOf(M, T.Slot) : nullptr;
      if (!Offset)
        return;
      // Who is killed half-way leaves no half of the counts.
      markLivePages(*Offset, LIVE_RESET);
      zeroBytes(counts(M, T), Size);
      markLivePages(*Offset, LIVE_COUNTERS);
    });
  });
  for (Module *M = firstModule(); M; M = M->Next)
    if (M->PastPages)
      zeroBytes(M->PastPages, counterPages(*M).Size);
}

void restartBlocksInChild(ThreadState *T) {
  forgetLiveFile();
  for (Module *M = firstModule(); M; M = M->Next) {
    M->LiveIndex = 0;
    M->BlockOffsets.clear();
    if (M->PastPages)
      unmapBytes(M->PastPages, counterPages(*M).Size);
    M->PastPages = nullptr;
    if (!M->Placed || !hasCounters(*M))
      continue;
    forBlocks([&](ThreadState &Other) {
      if (&Other != T)
        return unmapBlock(*M, Other);
      dropAside(*M, T->Slot);
      mapAnonymous(blockPages(*M, *T), counterPages(*M).Size, MAP_FIXED);
      if (isStopped())
        setAside(*M, T->Slot, blockPages(*M, *T));
    });
  }
  if (T && T->Base)
    T->InMemory = true;
}

void moveToLiveFile(ThreadState &T) {
  Guard TheGuard;
  if (!T.InMemory)
    return;
  T.InMemory = false;
  if (phase() != Phase::Running)
    return;
  ensureLiveFile();
  forPlaced([&](Module &M) {
    U64 *Offset = hasCounters(M) ? offsetOf(M, T.Slot) : nullptr;
    if (!Offset || *Offset || !(*Offset = allocateLivePages(M)))
      return;
    CounterPages Pages = counterPages(M);
    void *Address = countedPages(M, T);
    // The owner is here, so nobody counts between the copy and the exchange.
    if (!writeLivePages(*Offset, Address, Pages.Size) ||
        !mapLivePages(*Offset, Address, Pages.Size, MAP_FIXED))
      *Offset = 0;
  });
}

} // namespace hone::rt

//===-- What instrumented code calls ---------------------------------------===//

using namespace hone::rt;

__thread unsigned char __hone_counting;

extern "C" void HoneCountHere() {
  if (Elected)
    Elected->CountHere();
  else if (!__hone_thread)
    obtainThread();
  // Before the runtime has started, the question is to be asked again.
  __hone_counting = phase() != Phase::Unborn;
}

#if defined(__x86_64__)
// Keeps all registers but the vector ones: LLVM's preserve_most.
HONE_KEEPING_REGISTERS("__hone_count_here", "HoneCountHere");
#endif
