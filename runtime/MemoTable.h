//===- MemoTable.h - argument tuples seen so far ---------------*- C++ -*-===//
//
// Owns: the fingerprints of one candidate's argument tuples and of the results,
// and the hash that makes them. Knows nothing of threads and calls.
//
//   A fingerprint has 64 bits. With the table full (65,536 tuples) a new tuple
//   is taken for a known one with probability 65536 / 2^64 = 4e-15; over a
//   thousand million calls with new arguments that is 4e-6.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_MEMOTABLE_H
#define HONE_RUNTIME_MEMOTABLE_H

#include "Platform.h"

namespace hone::rt {

/// Folded 64x64->128 bit multiplication, the mixer of wyhash
/// (https://github.com/wangyi-fudan/wyhash, public domain).
inline U64 mix(U64 A, U64 B) {
  unsigned __int128 Product =
      static_cast<unsigned __int128>(A ^ 0xa0761d6478bd642fULL) *
      (B ^ 0xe7037ed1a0b428dbULL);
  return U64(Product) ^ U64(Product >> 64);
}
inline constexpr U64 HashSeed = 0x8ebc6af09c88c6e3ULL;
U64 hashMemory(U64 Hash, const void *Bytes, U64 Size);

struct MemoEntry {
  U64 Key;    ///< fingerprint of the arguments; 0: free
  U64 Result; ///< fingerprint of the first result; 0: not known yet
};

struct MemoTable {
  MemoRecord *Memo;
  U32 Index; ///< in ThreadState::MemoDepths
  U32 Lock;
  U64 OutermostCalls; ///< that ended, of those in MemoRecord.Ticks
  MemoEntry *Entries;
  U64 Slots;        ///< a power of two, or 0
  bool SwitchedOff; ///< the entries were given back
  MemoTable *Next;  ///< in the list of spare ones

  /// False: somebody else has it and does not let go (he may be the code that
  /// a signal handler interrupted); the caller then leaves the call out.
  bool tryLock() { return tryLockSoon(Lock); }
  void unlock() { storeRelease(Lock, U32(0)); }

  enum class Found { New, Known, Full };
  /// Looks the arguments up and enters them. Under the lock.
  Found enter(U64 Key);
  /// Compares with the first result. Returns false if it differs.
  bool agrees(U64 Key, U64 Result);
  /// Forgets everything, gives memory back.
  void clear();

private:
  MemoEntry *slotOf(U64 Key) const;
  bool grow();
};

/// A table for Memo, or null when memory is gone or the candidates are too
/// many.
MemoTable *newMemoTable(MemoRecord *Memo);
/// Takes a table back, under the runtime's lock.
void recycle(MemoTable *Table);

} // namespace hone::rt

#endif // HONE_RUNTIME_MEMOTABLE_H
