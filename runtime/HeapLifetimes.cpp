//===- HeapLifetimes.cpp - how long a sample of the blocks lives -*- C++ -*-==//
//
// Owns: see HeapLifetimes.h.
//
// A table by the hash of the address. Where another block is still alive the
// new one is no sample, however long it is to live: the sample stays a fair
// one.
//
//===----------------------------------------------------------------------===//

#include "HeapLifetimes.h"

namespace hone::rt {

namespace {

struct Birth {
  const void *Block;
  U64 Ticks;
};
constexpr U32 BirthBits = 16;
Birth Births[1u << BirthBits];

Birth &birthOf(const void *Block) {
  U64 Hash = reinterpret_cast<U64>(Block) * 0x9e3779b97f4a7c15ULL;
  return Births[Hash >> (64 - BirthBits)];
}

} // namespace

U32 nextSample(U64 &Random) {
  Random ^= Random << 13; // xorshift64
  Random ^= Random >> 7;
  Random ^= Random << 17;
  return 1 + U32(Random >> 32) % (2 * SampleEach - 1);
}

bool startLifetime(const void *Block) {
  Birth &B = birthOf(Block);
  const void *Expected = nullptr;
  if (!__atomic_compare_exchange_n(&B.Block, &Expected, Block, false,
                                   __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
    return false;
  B.Ticks = ticks();
  return true;
}

HONE_NOINLINE void endLifetime(HeapFigures &F, const void *Block) {
  Birth &B = birthOf(Block);
  if (loadRelaxed(B.Block) != Block)
    return;
  U64 Now = ticks();
  F.LifetimeTicks += Now > B.Ticks ? Now - B.Ticks : 0;
  ++F.Lifetimes;
  storeRelease<const void *>(B.Block, nullptr);
}

void clearLifetimes() {
  for (Birth &B : Births)
    if (loadRelaxed(B.Block))
      storeRelaxed<const void *>(B.Block, nullptr);
}

} // namespace hone::rt
