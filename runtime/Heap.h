//===- Heap.h - what the program allocates ---------------------*- C++ -*-===//
//
// Owns: whether blocks of memory are observed, and which account a block goes
// to. The hooks are HeapHooks.cpp's, how the program comes to call them is
// HeapPatch.cpp's, figures are HeapAccounts.cpp's.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_HEAP_H
#define HONE_RUNTIME_HEAP_H

#include "HeapAccounts.h"
#include "Module.h"

namespace hone::rt {

/// New blocks count. Known ones are forgotten when freed, whatever this says.
extern __attribute__((visibility("hidden"))) bool HeapCounts;

/// Reads HONE_MEMORY and starts observing. Not under the runtime's lock.
void startHeap();
/// Looks for objects loaded since.
void observeNewObjects();
/// "on", "stacks" or why nothing is observed, see docs/format.md.
const char *heapState();
bool isHeapObserved();

/// At a stop and a start of counting: the figures stay as they are, and go on
/// from there. Blocks given in between are not known; freed ones are freed.
void stopHeap();
void resumeHeap();
void resetHeap();
/// In the child of a fork.
void restartHeap();
/// The profile was written.
void endHeap();

/// The sums that count, into a table that is all 0. Under the lock.
void takeHeapSums(AccountTable<HeapFigures> &Sums);

/// The account of what the calling thread is about to be given.
HONE_NOINLINE U32 findAccount(HeapThread &T);
inline U32 accountHere(HeapThread &T) {
  U64 Offset = reinterpret_cast<U64>(__hone_site) - T.SiteLow;
  if (HONE_LIKELY(Offset < T.SiteSize))
    return T.SiteAccount + U32(Offset / sizeof(SiteRecord));
  return findAccount(T);
}

/// What an account stands for. Site: as in HeapRecord.
struct HeapPlace {
  U32 Site;
  const U64
      *Frames; ///< return addresses as in StackTable.h; null: not recorded
  U32 NumFrames;
};
HeapPlace placeOf(U32 Account);

} // namespace hone::rt

#endif // HONE_RUNTIME_HEAP_H
