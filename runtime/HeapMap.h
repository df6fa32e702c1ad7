//===- HeapMap.h - which account a block belongs to ------------*- C++ -*-===//
//
// Owns: a cell for every 32 bytes of memory that blocks were seen in. Knows
// nothing of figures.
//
// No lock: a block belongs to one thread at a time, and who hands it on
// synchronizes. In a cell,
//
//   31              13     12      11            0
//   +---------------+---------+-----------------+
//   |    account    | sampled |      bytes      |    0: no block that is known
//   +---------------+---------+-----------------+
//
// of blocks of HugeSize and more bytes these are HugeSize, and the next two
// cells, which lie within the block, hold the bytes.
//
// The C library's blocks are at least 32 bytes apart. Those of a foreign
// allocator may be 8 bytes apart: there is a cell for every 16 bytes, and
// another map for the blocks whose address is an odd multiple of 8, which are
// few.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_HEAPMAP_H
#define HONE_RUNTIME_HEAPMAP_H

#include "Memory.h"

namespace hone::rt {

using Cell = U32;
inline constexpr U32 AccountShift = 13;
inline constexpr Cell SampledBit = 1u << 12;
inline constexpr Cell HugeSize = SampledBit - 1;
/// Accounts are below.
inline constexpr U32 MaxAccounts = 1u << (32 - AccountShift);

inline constexpr U32 ChunkShift = 26, AddressBits = 48;
inline constexpr U64 NumChunks = U64(1) << (AddressBits - ChunkShift);
constexpr U32 granuleShift(bool IsForeign) { return IsForeign ? 4 : 5; }

/// By address >> ChunkShift; null: no block was seen there. The second half is
/// for odd multiples of 8.
extern __attribute__((visibility("hidden"))) Cell **HeapChunks;

/// False: no memory.
bool startHeapMap();
/// Makes the chunk of cells number Number. Null: no memory.
Cell *makeChunk(U64 Number, bool IsForeign);
/// From here on no block is known.
void clearHeapMap();

/// The cell of a block; null: it is none that is known, or, if it is to be
/// made, there is no memory.
template <bool IsForeign> inline Cell *cellOf(const void *Block, bool Make) {
  constexpr U32 Shift = granuleShift(IsForeign);
  constexpr U64 Cells = U64(1) << (ChunkShift - Shift);
  U64 Address = reinterpret_cast<U64>(Block);
  U64 Number = Address >> ChunkShift;
  if (HONE_UNLIKELY(Number >= NumChunks))
    return nullptr;
  if (IsForeign && Address % 16 != 0)
    Number += NumChunks;
  Cell *Chunk = loadAcquire(HeapChunks[Number]);
  if (HONE_UNLIKELY(!Chunk) &&
      (!Make || !(Chunk = makeChunk(Number, IsForeign))))
    return nullptr;
  return Chunk + (Address >> Shift) % Cells;
}

inline void fillCell(Cell *C, U32 Account, U64 Bytes, Cell Sampled) {
  if (HONE_LIKELY(Bytes < HugeSize)) {
    *C = Account << AccountShift | Sampled | Cell(Bytes);
    return;
  }
  C[1] = Cell(Bytes);
  C[2] = Cell(Bytes >> 32);
  *C = Account << AccountShift | Sampled | HugeSize;
}

/// Forgets a known block. Returns its bytes.
inline U64 emptyCell(Cell *C) {
  U64 Bytes = *C & HugeSize;
  *C = 0;
  if (HONE_UNLIKELY(Bytes == HugeSize)) {
    Bytes = C[1] | U64(C[2]) << 32;
    C[1] = C[2] = 0;
  }
  return Bytes;
}

} // namespace hone::rt

#endif // HONE_RUNTIME_HEAPMAP_H
