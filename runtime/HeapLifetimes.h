//===- HeapLifetimes.h - how long a sample of the blocks lives -*- C++ -*-===//
//
// Owns: when sampled blocks were given.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_HEAPLIFETIMES_H
#define HONE_RUNTIME_HEAPLIFETIMES_H

#include "HeapAccounts.h"

namespace hone::rt {

/// Blocks up to the next one that is to be sampled: SampleEach, on the average.
inline constexpr U32 SampleEach = 64;
U32 nextSample(U64 &Random);
/// False: there is no room for this one.
bool startLifetime(const void *Block);
/// A sampled block is given back.
void endLifetime(HeapFigures &F, const void *Block);
/// No block is known any more.
void clearLifetimes();

} // namespace hone::rt

#endif // HONE_RUNTIME_HEAPLIFETIMES_H
