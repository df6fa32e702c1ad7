//===- Containers.h - looking into containers ------------------*- C++ -*-===//
//
// Owns: reading sizes, places, keys and buckets from the memory of containers
// of the standard library. Reads only what the operation itself reads, too: the
// container's own bytes, its buckets, its key. Knows nothing of when that is
// done.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_CONTAINERS_H
#define HONE_RUNTIME_CONTAINERS_H

#include "Platform.h"

namespace hone::rt {

/// Number of elements; 0 if the layout or the elements' size is not known.
U64 containerSize(U32 Layout, U32 ElementSize, const void *Container);

/// The elements from the one at a place on to the end; ~0: not known. Argument:
/// of a vector the element's address, of a deque that of an iterator.
U64 elementsFrom(U32 Layout, U32 ElementSize, const void *Container,
                 const void *Argument);

/// A key: the value of an integer, sign extended; or a string's bytes.
struct KeyView {
  bool Known;
  bool IsText;
  U64 Value;         ///< of an integer
  const char *Bytes; ///< of a string
  U64 Size;
};
/// Key: as OperationRecord.Key.
KeyView keyAt(U32 Key, const void *Argument);

/// Of the buckets of a hash container that were looked into, how many were
/// used, and how many would be, times 1024, if all elements fell at random.
struct BucketSample {
  U64 Seen, Used, Expected;
};
/// Random: where to look; any bits.
BucketSample sampleBuckets(const void *Container, U64 Random);

} // namespace hone::rt

#endif // HONE_RUNTIME_CONTAINERS_H
