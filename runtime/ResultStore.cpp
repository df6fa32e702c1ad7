//===- ResultStore.cpp ------------------------------------------*- C++ -*-===//
//
// Owns: see ResultStore.h.
//
//===----------------------------------------------------------------------===//

#include "ResultStore.h"

namespace hone::rt {

namespace {

constexpr U32 MaxShards = 16;
/// Below, one shard: with several, the least recently used of a shard goes, which
/// is not that of all.
constexpr U64 ShardedFrom = 4096;
/// The whole store stays below: a program that needs more is not helped by it.
constexpr U64 MaxBytes = U64(1) << 30;
constexpr U64 MaxResultBytes = U64(1) << 20;
constexpr U32 FirstEntries = 256;
constexpr U32 FirstBlock = 4, LastBlock = 20; ///< log2 of their sizes
constexpr U64 ChunkBytes = U64(1) << 20;
/// A clock that ticks every 4 ms is exact enough, and cheaper to read.
constexpr U64 CoarseFromNs = 100'000'000;
constexpr U32 None = 0; ///< entry 0 is not used

StorePolicy Policy;
U64 Mapped; ///< by all shards

struct Entry {
  U64 Key;
  U64 Born; ///< ns; 0 where results live for ever
  U64 Word; ///< the result, or the address of its block
  U32 Size;
  U32 Chain; ///< next of the bucket, or of the free ones
  U32 Newer, Older;
};

struct Shard {
  U32 Lock;
  U32 NumHeads, NumEntries, UsedEntries, Free;
  U32 Newest, Oldest;
  U64 MaxResults;
  U32 *Heads;
  Entry *Entries;
  char *Chunk;
  U64 ChunkLeft;
  void *Blocks[LastBlock + 1]; ///< free ones, linked, by log2 of their size
  StoreFigures Figures;

  bool tryLock() { return tryLockSoon(Lock); }
  void unlock() { storeRelease(Lock, U32(0)); }
  U32 find(U64 Key);
  void use(U32 Index);
  void put(U64 Key, const void *Result, U64 Size);
  void remove(U32 Index);
  const void *bytesOf(Entry &E) {
    return E.Size <= sizeof(E.Word) ? &E.Word
                                    : reinterpret_cast<void *>(E.Word);
  }

private:
  U32 &headOf(U64 Key) { return Heads[Key & (NumHeads - 1)]; }
  bool grow();
  U32 newEntry();
  void link(U32 Index);
  void unlink(U32 Index);
  void *newBlock(U32 Log);
};

/// A cache line apart.
struct alignas(64) PaddedShard : Shard {};
PaddedShard Shards[MaxShards];
U32 NumShards = 1;

void *mapBounded(U64 Size) {
  if (__atomic_add_fetch(&Mapped, Size, __ATOMIC_RELAXED) <= MaxBytes)
    if (void *Address = mapBytes(Size))
      return Address;
  __atomic_sub_fetch(&Mapped, Size, __ATOMIC_RELAXED);
  return nullptr;
}

void unmapBounded(void *Address, U64 Size) {
  if (!Size)
    return;
  unmapBytes(Address, Size);
  __atomic_sub_fetch(&Mapped, Size, __ATOMIC_RELAXED);
}

U64 now() {
  if (!Policy.LifeNs)
    return 0;
  return clockNs(Policy.LifeNs >= CoarseFromNs ? CLOCK_MONOTONIC_COARSE
                                               : CLOCK_MONOTONIC);
}

/// The high bits choose the shard, the low ones the bucket.
Shard &shardOf(U64 Key) { return Shards[(Key >> 56) & (NumShards - 1)]; }

U32 blockLog(U64 Size) {
  U32 Log = FirstBlock;
  while (Size > U64(1) << Log)
    ++Log;
  return Log;
}

/// What a result takes.
U64 costOf(U64 Size) {
  return sizeof(Entry) + sizeof(U32) +
         (Size > sizeof(U64) ? U64(1) << blockLog(Size) : 0);
}

bool Shard::grow() {
  U32 NewCount = NumEntries ? 2 * NumEntries : FirstEntries;
  if (!NewCount) // 2^32
    return false;
  auto *NewEntries = static_cast<Entry *>(mapBounded(NewCount * sizeof(Entry)));
  auto *NewHeads = static_cast<U32 *>(mapBounded(NewCount * sizeof(U32)));
  if (!NewEntries || !NewHeads) {
    unmapBounded(NewEntries, NewEntries ? NewCount * sizeof(Entry) : 0);
    unmapBounded(NewHeads, NewHeads ? NewCount * sizeof(U32) : 0);
    return false;
  }
  copyBytes(NewEntries, Entries, NumEntries * sizeof(Entry));
  unmapBounded(Entries, NumEntries * sizeof(Entry));
  unmapBounded(Heads, NumHeads * sizeof(U32));
  Entries = NewEntries;
  Heads = NewHeads;
  NumEntries = NumHeads = NewCount;
  // All entries are used when it grows.
  for (U32 I = 1; I < UsedEntries; ++I) {
    Entries[I].Chain = headOf(Entries[I].Key);
    headOf(Entries[I].Key) = I;
  }
  if (!UsedEntries)
    UsedEntries = 1;
  return true;
}

U32 Shard::newEntry() {
  if (MaxResults && Figures.Results >= MaxResults) {
    ++Figures.Evicted;
    remove(Oldest);
  }
  if (U32 Index = Free) {
    Free = Entries[Index].Chain;
    return Index;
  }
  if (UsedEntries == NumEntries && !grow())
    return None;
  return UsedEntries++;
}

void *Shard::newBlock(U32 Log) {
  if (void *Block = Blocks[Log]) {
    memcpy(&Blocks[Log], Block, sizeof(void *));
    return Block;
  }
  U64 Size = U64(1) << Log;
  if (ChunkLeft < Size) { // what is left of the old one is lost: less than a block
    void *New = mapBounded(ChunkBytes);
    if (!New)
      return nullptr;
    Chunk = static_cast<char *>(New);
    ChunkLeft = ChunkBytes;
  }
  void *Block = Chunk;
  Chunk += Size;
  ChunkLeft -= Size;
  return Block;
}

void Shard::link(U32 Index) {
  Entry &E = Entries[Index];
  E.Newer = None;
  E.Older = Newest;
  (Newest ? Entries[Newest].Newer : Oldest) = Index;
  Newest = Index;
}

void Shard::unlink(U32 Index) {
  Entry &E = Entries[Index];
  (E.Newer ? Entries[E.Newer].Older : Newest) = E.Older;
  (E.Older ? Entries[E.Older].Newer : Oldest) = E.Newer;
}

void Shard::use(U32 Index) {
  if (!MaxResults || Newest == Index)
    return;
  unlink(Index);
  link(Index);
}

void Shard::remove(U32 Index) {
  Entry &E = Entries[Index];
  U32 *Link = &headOf(E.Key);
  while (*Link != Index)
    Link = &Entries[*Link].Chain;
  *Link = E.Chain;
  if (MaxResults)
    unlink(Index);
  if (E.Size > sizeof(E.Word)) {
    void *Block = reinterpret_cast<void *>(E.Word);
    U32 Log = blockLog(E.Size);
    memcpy(Block, &Blocks[Log], sizeof(void *));
    Blocks[Log] = Block;
  }
  --Figures.Results;
  Figures.Bytes -= costOf(E.Size);
  E.Chain = Free;
  Free = Index;
}

/// The entry of these arguments, or None. One that is too old goes.
U32 Shard::find(U64 Key) {
  if (!NumHeads)
    return None;
  U32 Index = headOf(Key);
  while (Index && Entries[Index].Key != Key)
    Index = Entries[Index].Chain;
  if (Index && Policy.LifeNs && now() - Entries[Index].Born >= Policy.LifeNs) {
    ++Figures.Expired;
    remove(Index);
    return None;
  }
  return Index;
}

void Shard::put(U64 Key, const void *Result, U64 Size) {
  void *Block = nullptr;
  if (Size > MaxResultBytes ||
      (Size > sizeof(U64) && !(Block = newBlock(blockLog(Size))))) {
    ++Figures.Refused;
    return;
  }
  U32 Index = newEntry();
  if (!Index) {
    if (Block) {
      memcpy(Block, &Blocks[blockLog(Size)], sizeof(void *));
      Blocks[blockLog(Size)] = Block;
    }
    ++Figures.Refused;
    return;
  }
  Entry &E = Entries[Index];
  E.Key = Key;
  E.Born = now();
  E.Size = U32(Size);
  E.Word = reinterpret_cast<U64>(Block);
  memcpy(Block ? Block : &E.Word, Result, Size);
  E.Chain = headOf(Key);
  headOf(Key) = Index;
  if (MaxResults)
    link(Index);
  ++Figures.Stored;
  ++Figures.Results;
  Figures.Bytes += costOf(Size);
}

} // namespace

void StoreFigures::add(const StoreFigures &More) {
  LookUps += More.LookUps;
  Hits += More.Hits;
  Stored += More.Stored;
  Evicted += More.Evicted;
  Expired += More.Expired;
  Refused += More.Refused;
  Checked += More.Checked;
  Mismatches += More.Mismatches;
  Results += More.Results;
  Bytes += More.Bytes;
}

void startStore(const StorePolicy &Wanted) {
  Policy = Wanted;
  NumShards =
      Policy.MaxResults && Policy.MaxResults < ShardedFrom ? 1 : MaxShards;
  for (U32 I = 0; I != NumShards; ++I)
    Shards[I].MaxResults = Policy.MaxResults / NumShards +
                           (I < Policy.MaxResults % NumShards);
}

bool findResult(U64 Key, Buffer &Result) {
  Shard &S = shardOf(Key);
  if (!S.tryLock())
    return false;
  ++S.Figures.LookUps;
  U32 Index = S.find(Key);
  if (Index) {
    ++S.Figures.Hits;
    S.use(Index);
    Entry &E = S.Entries[Index];
    Result.clear();
    Result.append(S.bytesOf(E), E.Size);
  }
  S.unlock();
  return Index && Result.ok();
}

void keepResult(U64 Key, const void *Result, U64 Size) {
  Shard &S = shardOf(Key);
  if (!S.tryLock())
    return;
  // Another thread, or a call within this one, may have been first.
  if (!S.find(Key))
    S.put(Key, Result, Size);
  S.unlock();
}

void checkResult(U64 Key, const void *Result, U64 Size) {
  Shard &S = shardOf(Key);
  if (!S.tryLock())
    return;
  if (U32 Index = S.find(Key)) {
    Entry &E = S.Entries[Index];
    S.use(Index);
    ++S.Figures.Checked;
    S.Figures.Mismatches +=
        E.Size != Size || memcmp(S.bytesOf(E), Result, Size) != 0;
  } else {
    S.put(Key, Result, Size);
  }
  S.unlock();
}

StoreFigures storeFigures() {
  StoreFigures Sum = {};
  for (U32 I = 0; I != NumShards; ++I)
    Sum.add(Shards[I].Figures);
  return Sum;
}

void restartStoreInChild() {
  for (U32 I = 0; I != NumShards; ++I) {
    U64 MaxResults = Shards[I].MaxResults;
    zeroBytes(&Shards[I], sizeof(Shard)); // the parent's pages are left alone
    Shards[I].MaxResults = MaxResults;
  }
  Mapped = 0;
}

} // namespace hone::rt
