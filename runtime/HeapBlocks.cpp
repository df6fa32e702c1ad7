//===- HeapBlocks.cpp - the books of one block ------------------*- C++ -*-===//
//
// Owns: see HeapBlocks.h.
//
// Without memory for the books the program goes on, and blocks are not known.
//
//===----------------------------------------------------------------------===//

#include "HeapBlocks.h"

#include "HeapLifetimes.h"
#include "HeapPatch.h"

namespace hone::rt {

namespace {

/// Every so often: is Block to be sampled, are there new objects? Returns
/// SampledBit, or 0.
Cell sample(HeapThread &T, const void *Block) {
  T.Countdown = nextSample(T.Random);
  if (HONE_UNLIKELY(T.Loads != 0)) {
    if (patchNewObjects() || --T.Loads == 0)
      T.Loads = 0;
    else
      T.Countdown = 1;
  }
  return startLifetime(Block) ? SampledBit : 0;
}

template <bool IsForeign>
HeapFigures *give(HeapThread &T, const void *Block, size_t Size) {
  Cell *C = cellOf<IsForeign>(Block, /*Make=*/true);
  if (!C)
    return nullptr;
  U32 Account = accountHere(T);
  HeapFigures &F = figuresOf(T, Account);
  addTo(F.Blocks, 1);
  addTo(F.Bytes, Size);
  T.Last = Block;
  Cell Sampled = --T.Countdown == 0 ? sample(T, Block) : 0;
  fillCell(C, Account, Size, Sampled);
  T.Delta += I64(Size);
  if (T.Delta > T.Max) {
    T.Max = T.Delta;
    if (T.Max > T.High)
      publishHeap(T);
  }
  return &F;
}

void book(HeapThread &T, const Taken &Old) {
  HeapFigures &F = figuresOf(T, Old.Word >> AccountShift);
  addTo(F.Frees, 1);
  addTo(F.FreedBytes, Old.Size);
  if (T.Last == Old.Block)
    addTo(F.Temporary, 1);
  if (Old.Word & SampledBit)
    endLifetime(F, Old.Block);
  T.Delta -= I64(Old.Size);
}

void count(HeapThread &T, const Taken &Old) {
  if (T.Delta - I64(Old.Size) >= T.Low)
    return book(T, Old);
  fallHeap(T);
  book(T, Old);
  if (T.Delta < T.Low)
    publishHeap(T);
}

void countTaken(const Taken &Old) {
  withHeapThread([&](HeapThread &T) { count(T, Old); });
}

template <bool IsForeign>
void exchange(const Taken &Old, const void *New, size_t Size) {
  withHeapThread([&](HeapThread &T) {
    if (Old.Word)
      count(T, Old);
    HeapFigures *F =
        New && HeapCounts ? give<IsForeign>(T, New, Size) : nullptr;
    if (!F)
      return;
    addTo(F->Reallocations, 1);
    if (Old.Word && New != Old.Block)
      addTo(F->MovedBytes, Old.Size < Size ? Old.Size : Size);
  });
}

} // namespace

// No instantiations of templates: those would have sections of their own, and
// not be found among the runtime's code (CMakeLists.txt).
template <>
HONE_NOINLINE void giveSlowly<false>(const void *Block, size_t Size) {
  withHeapThread([=](HeapThread &T) { give<false>(T, Block, Size); });
}
template <>
HONE_NOINLINE void giveSlowly<true>(const void *Block, size_t Size) {
  withHeapThread([=](HeapThread &T) { give<true>(T, Block, Size); });
}

template <> HONE_NOINLINE void takeSlowly<false>(const void *Block) {
  countTaken(take<false>(Block));
}
template <> HONE_NOINLINE void takeSlowly<true>(const void *Block) {
  countTaken(take<true>(Block));
}

template <>
void replaced<false>(const Taken &Old, const void *New, size_t Size) {
  exchange<false>(Old, New, Size);
}
template <>
void replaced<true>(const Taken &Old, const void *New, size_t Size) {
  exchange<true>(Old, New, Size);
}

void mapped(size_t Size) {
  withHeapThread([=](HeapThread &T) {
    HeapFigures &F = figuresOf(T, accountHere(T));
    addTo(F.Maps, 1);
    addTo(F.MappedBytes, Size);
  });
}

void unmapped(size_t Size) {
  withHeapThread([=](HeapThread &T) {
    HeapFigures &F = figuresOf(T, accountHere(T));
    addTo(F.Unmaps, 1);
    addTo(F.UnmappedBytes, Size);
  });
}

} // namespace hone::rt
