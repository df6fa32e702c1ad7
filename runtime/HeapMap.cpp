//===- HeapMap.cpp - which account a block belongs to -----------*- C++ -*-===//
//
// Owns: see HeapMap.h.
//
// A cell of 4 bytes for 32 of memory: an eighth of what small blocks take, and
// less where blocks are so large that whole pages of cells are not touched. A
// table by hash would miss the cache more often: neighbours in memory are
// neighbours here. A word behind each block would make three of eight blocks of
// up to 64 bytes 16 bytes larger.
//
//===----------------------------------------------------------------------===//

#include "HeapMap.h"

#include <sys/mman.h>

namespace hone::rt {

Cell **HeapChunks;

namespace {

/// The last block of a chunk has its two further cells in the page behind.
size_t chunkSize(bool IsForeign) {
  return (sizeof(Cell) << (ChunkShift - granuleShift(IsForeign))) + 4096;
}

struct MadeChunk {
  Cell *Cells;
  size_t Size;
};
/// The chunks made; more than these are not made.
constexpr U32 MaxMade = 1u << 17;
MadeChunk *Made;
U32 NumMade;

} // namespace

bool startHeapMap() {
  HeapChunks = mapArray<Cell *>(2 * NumChunks);
  Made = mapArray<MadeChunk>(MaxMade);
  return HeapChunks && Made;
}

HONE_NOINLINE Cell *makeChunk(U64 Number, bool IsForeign) {
  if (loadRelaxed(NumMade) >= MaxMade)
    return nullptr;
  int OldErrno = errno;
  size_t Size = chunkSize(IsForeign);
  auto *Chunk = static_cast<Cell *>(mapBytes(Size));
  Cell *There = nullptr;
  if (Chunk) {
    // Huge pages would make 2 MB resident for each place that is touched.
    madvise(Chunk, Size, MADV_NOHUGEPAGE);
    if (__atomic_compare_exchange_n(&HeapChunks[Number], &There, Chunk, false,
                                    __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
      There = Chunk;
      U32 Index = __atomic_fetch_add(&NumMade, 1, __ATOMIC_RELAXED);
      if (Index < MaxMade) {
        Made[Index].Size = Size;
        storeRelease(Made[Index].Cells, Chunk);
      }
    } else {
      unmapBytes(Chunk, Size); // another thread was first
    }
  }
  errno = OldErrno;
  return There;
}

void clearHeapMap() {
  U32 Count = loadRelaxed(NumMade);
  for (U32 I = 0; I != Count && I != MaxMade; ++I)
    if (Cell *Cells = loadAcquire(Made[I].Cells))
      clearBytes(Cells, Made[I].Size);
}

} // namespace hone::rt
