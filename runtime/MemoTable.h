//===- MemoTable.h - when argument tuples come again -----------*- C++ -*-===//
//
// Owns: which argument tuples of one candidate are watched, what is known of
// the calls that come with them again, and the hash of arguments. Knows nothing
// of threads and calls.
//
//   Calls are watched until the next one with equal arguments. At first all are:
//   what is known is exact, then. Each time there is no room for another one, a
//   coin decides for each watched call whether it stays, and from then on for
//   each call, with half the probability than before, whether it is watched: it
//   stands for twice as many. So memory is bounded (MemoTable and its entries
//   take 60 KiB), and reuse times are sampled over time, as AET wants them (Hu
//   et al., ATC'16). Those that are watched to the end are the last ones with
//   their arguments: as many as there are different ones.
//
//   A fingerprint has 64 bits: of 1,536 watched ones, a new tuple is taken for a
//   known one with probability 1536 / 2^64 = 8e-17.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_MEMOTABLE_H
#define HONE_RUNTIME_MEMOTABLE_H

#include "Memory.h"

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

/// A watched call.
struct MemoEntry {
  U64 Key;    ///< fingerprint of the arguments; 0: free
  U64 Ticks;  ///< its start; 0: not known
  U32 Result; ///< fingerprint; 0: not known yet
  U32 Call;   ///< its number, modulo 2^32
};

/// What the books say of a call's arguments.
struct MemoVisit {
  U64 Weight;     ///< calls that a repeat stands for; 0: no watched call had them
  U64 LastTicks;  ///< as MemoEntry, of the watched call
  U32 LastResult;
  U32 Call;       ///< the number of this one
};

struct MemoTable {
  MemoRecord *Memo;
  U32 Index; ///< in ThreadState::MemoDepths
  U32 Lock;
  U64 OutermostCalls; ///< that ended, of those in MemoRecord.Ticks
  MemoEntry *Entries;
  U32 Slots;        ///< a power of two, or 0
  U32 Watched;      ///< entries that are used
  U32 Halvings;     ///< one in 2^Halvings calls is watched
  U32 NumKeys;
  U64 Repeats; ///< calls that had the arguments of an earlier one
  U64 Random;
  bool SwitchedOff; ///< the entries were given back
  MemoTable *Next;  ///< in the list of spare ones, or of used ones

  static constexpr U32 CallBuckets = durationBucket(U64(1) << 32) + 1;
  static constexpr U32 AgeBuckets = durationBucket(U64(1) << 43) + 1; ///< 2.4 h
  U64 Calls[CallBuckets]; ///< by how many calls later
  U64 Ages[AgeBuckets];   ///< by how many ns later
  U32 Others[AgeBuckets]; ///< of them, those with another result
  U64 Keys[HONE_REUSE_KEYS]; ///< the smallest, ascending

  /// False: somebody else has it and does not let go (he may be the code that
  /// a signal handler interrupted); the caller then leaves the call out.
  bool tryLock() { return tryLockSoon(Lock); }
  void unlock() { storeRelease(Lock, U32(0)); }

  /// Looks the arguments of the next call up and watches it, perhaps; keeps
  /// Observed, Distinct and Sampled of the record. Under the lock.
  MemoVisit visit(U64 Key);
  /// Notes how a call ended, and when it began (0: not known). Returns false if
  /// the watched one before gave another result. Under the lock.
  bool finish(U64 Key, const MemoVisit &Visit, U32 Result, U64 Ticks);
  /// Forgets everything, gives memory back.
  void clear();
  /// Watches no calls any more; what it knows of past ones stays.
  void switchOff();

private:
  MemoEntry *slotOf(U64 Key) const;
  bool tossIsHead(U32 Coins);
  bool makeRoom();
  void move(U32 NewSlots, bool Toss);
  void watch(U64 Key, U32 Call);
  void unwatch(MemoEntry *E);
  void noteKey(U64 Key);
};

/// A table for Memo, or null when memory is gone or the candidates are too
/// many.
MemoTable *newMemoTable(MemoRecord *Memo);
/// Takes the table of Memo back, under the runtime's lock.
void recycleMemoTable(MemoRecord *Memo);
/// ReuseRecords of all tables.
void appendReuses(Buffer &Out);

} // namespace hone::rt

#endif // HONE_RUNTIME_MEMOTABLE_H
