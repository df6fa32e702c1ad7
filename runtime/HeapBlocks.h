//===- HeapBlocks.h - the books of one block -------------------*- C++ -*-===//
//
// Owns: what happens when a block is given, or given back. Knows nothing of who
// gives it.
//
// The usual case is here, and calls nothing: of a pair of malloc and free it
// takes what docs/memory.md says. Whatever is not usual is done by the
// functions behind it, from the start.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_HEAPBLOCKS_H
#define HONE_RUNTIME_HEAPBLOCKS_H

#include "Heap.h"

namespace hone::rt {

template <bool IsForeign> void giveSlowly(const void *Block, size_t Size);
template <> void giveSlowly<false>(const void *Block, size_t Size);
template <> void giveSlowly<true>(const void *Block, size_t Size);
template <bool IsForeign> void takeSlowly(const void *Block);
template <> void takeSlowly<false>(const void *Block);
template <> void takeSlowly<true>(const void *Block);

/// Keeps the compiler from adding to two neighbours at once: the next hook
/// would wait until it could read one of them alone.
inline void addTo(U64 &Figure, U64 More) {
  Figure += More;
  asm volatile("" : "+m"(Figure));
}

/// A block was given. Null: none was.
template <bool IsForeign>
__attribute__((always_inline)) inline void given(const void *Block,
                                                 size_t Size) {
  if (HONE_UNLIKELY(!Block || !HeapCounts))
    return;
  HeapThread *T = __hone_heap;
  Cell *C = cellOf<IsForeign>(Block, /*Make=*/false);
  if (HONE_UNLIKELY(!isThread(T) || !C || Size >= HugeSize))
    return giveSlowly<IsForeign>(Block, Size);
  U64 Offset = reinterpret_cast<U64>(__hone_site) - T->SiteLow;
  I64 Delta = T->Delta + I64(Size);
  if (HONE_UNLIKELY(Offset >= T->SiteSize || T->Countdown == 1 ||
                    Delta > T->High))
    return giveSlowly<IsForeign>(Block, Size);
  U32 Account = T->SiteAccount + U32(Offset / sizeof(SiteRecord));
  HeapFigures *F = T->Figures.find(Account);
  if (HONE_UNLIKELY(!F))
    return giveSlowly<IsForeign>(Block, Size);
  --T->Countdown;
  T->Last = Block;
  T->Delta = Delta;
  T->Max = Delta > T->Max ? Delta : T->Max;
  *C = Account << AccountShift | Cell(Size);
  addTo(F->Blocks, 1);
  addTo(F->Bytes, Size);
}

/// A block is about to be given back. May be null.
template <bool IsForeign>
__attribute__((always_inline)) inline void freed(const void *Block) {
  Cell *C = cellOf<IsForeign>(Block, /*Make=*/false);
  if (HONE_UNLIKELY(!C))
    return;
  Cell Word = *C;
  if (HONE_UNLIKELY(!Word))
    return;
  U64 Size = Word & (SampledBit | HugeSize);
  HeapThread *T = __hone_heap;
  if (HONE_UNLIKELY(Size >= HugeSize || !isThread(T)))
    return takeSlowly<IsForeign>(Block);
  I64 Delta = T->Delta - I64(Size);
  HeapFigures *F = T->Figures.find(Word >> AccountShift);
  if (HONE_UNLIKELY(Delta < T->Low || !F))
    return takeSlowly<IsForeign>(Block);
  *C = 0;
  T->Delta = Delta;
  addTo(F->Frees, 1);
  addTo(F->FreedBytes, Size);
  if (T->Last == Block)
    addTo(F->Temporary, 1);
}

/// A block that its owner has given up, and that is nobody's yet.
struct Taken {
  const void *Block;
  Cell Word; ///< 0: it was not known
  U64 Size;
};

template <bool IsForeign> inline Taken take(const void *Block) {
  Cell *C = cellOf<IsForeign>(Block, /*Make=*/false);
  Cell Word = C ? *C : 0;
  return {Block, Word, Word ? emptyCell(C) : 0};
}
/// It is its owner's again.
template <bool IsForeign> inline void putBack(const Taken &Old) {
  if (Old.Word)
    fillCell(cellOf<IsForeign>(Old.Block, /*Make=*/false),
             Old.Word >> AccountShift, Old.Size, Old.Word & SampledBit);
}
/// It was given back, in exchange for New, if that is not null.
template <bool IsForeign>
void replaced(const Taken &Old, const void *New, size_t Size);
template <>
void replaced<false>(const Taken &Old, const void *New, size_t Size);
template <> void replaced<true>(const Taken &Old, const void *New, size_t Size);

/// Size bytes were mapped.
void mapped(size_t Size);
/// Size bytes were unmapped.
void unmapped(size_t Size);

} // namespace hone::rt

#endif // HONE_RUNTIME_HEAPBLOCKS_H
