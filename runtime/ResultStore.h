//===- ResultStore.h - results kept by the hash of arguments ----*- C++ -*-===//
//
// Owns: the cache of one run of hone try: which result belongs to which
// arguments, what goes when it is full or too old, and the figures of that.
// Knows nothing of functions and of how keys and results are read.
//
//   Store -> 16 shards (few results: 1), each under a lock of its own
//   shard    Heads[hash] -> entry -> entry ...   a chain per bucket
//            Newest <-> entry <-> ... <-> Oldest by use (least recently used)
//   entry    up to 8 bytes of result, or the address of a block of a power of two
//
// No lock is held while the program's code runs. A lock that cannot be had soon
// (a signal handler interrupted its holder) makes a miss that is not stored.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_RESULTSTORE_H
#define HONE_RUNTIME_RESULTSTORE_H

#include "Memory.h"

namespace hone::rt {

struct StorePolicy {
  U64 MaxResults = 0; ///< least recently used beyond; 0: no bound
  U64 LifeNs = 0;     ///< how long a result is good; 0: for ever
};

struct StoreFigures {
  U64 LookUps, Hits, Stored;
  U64 Evicted; ///< to make room
  U64 Expired;
  U64 Refused; ///< results not kept: too large, or memory was gone
  U64 Checked, Mismatches; ///< results compared with the kept one; different ones
  U64 Results, Bytes;      ///< kept now; with what finds them

  void add(const StoreFigures &More);
};

void startStore(const StorePolicy &Policy);
/// True: Result is what was kept.
bool findResult(U64 Key, Buffer &Result);
void keepResult(U64 Key, const void *Result, U64 Size);
/// Compares with what is kept; keeps it if nothing is.
void checkResult(U64 Key, const void *Result, U64 Size);
StoreFigures storeFigures();
/// In the child of a fork: forgets all, for locks may be held by threads that
/// did not come along.
void restartStoreInChild();

} // namespace hone::rt

#endif // HONE_RUNTIME_RESULTSTORE_H
