//===- Histogram.cpp - how calls' durations are distributed -----*- C++ -*-===//
//
// Owns: see Histogram.h.
//
//===----------------------------------------------------------------------===//

#include "Histogram.h"

#include "Calibrate.h"
#include "Module.h"
#include "Thread.h"

namespace hone::rt {

namespace {

/// Calls of more than 2^48 ticks (a day) are in the last bucket.
constexpr U32 NumBuckets = durationBucket((U64(1) << 48) - 1) + 1;
struct Histogram {
  U64 Calls[NumBuckets];
};

/// By function: 0: no call yet; odd: of one call, twice its duration plus 1 (most
/// functions of a large program run once); else the address of its Histogram.
/// Null: no memory.
U64 *ByFunction;

constexpr U32 Batch = 32;
Histogram *Spare;
U32 SpareUsed = Batch;

/// Room for another histogram. What racing threads leave over is lost: as much
/// address space as a batch has.
Histogram *newHistogram() {
  U32 Place = __atomic_fetch_add(&SpareUsed, 1, __ATOMIC_RELAXED);
  Histogram *From = loadAcquire(Spare);
  if (Place < Batch && From)
    return &From[Place];
  From = mapArray<Histogram>(Batch);
  if (From) {
    storeRelease(Spare, From);
    storeRelaxed(SpareUsed, U32(1));
  }
  return From;
}

void addTo(Histogram &H, U64 Ticks) {
  U32 Bucket = durationBucket(Ticks);
  addRelaxed(H.Calls[Bucket < NumBuckets ? Bucket : NumBuckets - 1], 1);
}

bool exchange(U64 &Place, U64 &Known, U64 New) {
  return __atomic_compare_exchange_n(&Place, &Known, New, false,
                                     __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
}

/// The histogram at Place, which is not; Known is. Null: no memory, or the call of
/// Ticks is in the books now.
HONE_NOINLINE Histogram *makeHistogram(U64 &Place, U64 Known, U64 Ticks) {
  if (!Known && exchange(Place, Known, Ticks << 1 | 1))
    return nullptr;
  if (Known & 1) {
    int OldErrno = errno;
    Histogram *New = newHistogram();
    errno = OldErrno;
    if (!New)
      return nullptr;
    addTo(*New, Known >> 1);
    if (exchange(Place, Known, reinterpret_cast<U64>(New)))
      return New;
  }
  return reinterpret_cast<Histogram *>(Known);
}

/// Calls Visit(Id, Calls(Bucket)) for each function with calls.
template <class Visitor> void forFunctions(Visitor Visit) {
  for (U32 Id = 0; ByFunction && Id != functionIdLimit(); ++Id) {
    U64 Known = loadAcquire(ByFunction[Id]);
    if (Known & 1)
      Visit(Id, [Known](U32 Bucket) {
        return U64(durationBucket(Known >> 1) == Bucket);
      });
    else if (Known)
      Visit(Id, [Known](U32 Bucket) {
        return loadRelaxed(
            reinterpret_cast<const Histogram *>(Known)->Calls[Bucket]);
      });
  }
}

} // namespace

void startDurations() { ByFunction = mapArray<U64>(MaxFunctions); }

void noteDuration(U32 Function, U64 Ticks) {
  if (!ByFunction)
    return;
  U64 Known = loadAcquire(ByFunction[Function]);
  auto *H = reinterpret_cast<Histogram *>(Known);
  if (HONE_UNLIKELY(!Known || (Known & 1)))
    H = makeHistogram(ByFunction[Function], Known, Ticks);
  if (H)
    addTo(*H, Ticks);
}

void clearDurations() {
  for (U32 Id = 0; ByFunction && Id != functionIdLimit(); ++Id) {
    U64 Known = loadAcquire(ByFunction[Id]);
    if (Known & 1)
      storeRelaxed(ByFunction[Id], U64(0));
    else if (Known)
      zeroBytes(reinterpret_cast<void *>(Known), sizeof(Histogram));
  }
}

void appendDurations(Buffer &Out) {
  forFunctions([&](U32 Id, auto CallsIn) {
    // Of several buckets of ticks that are one of nanoseconds.
    HistogramRecord Record = {Id, 0, 0};
    auto Flush = [&] {
      if (Record.Calls)
        Out.append(&Record, sizeof(Record));
      Record.Calls = 0;
    };
    for (U32 B = 0; B != NumBuckets; ++B) {
      U64 Calls = CallsIn(B);
      if (!Calls)
        continue;
      U64 Middle = (bucketStart(B) + bucketStart(B + 1)) / 2;
      U32 Bucket = durationBucket(ticksToNs(Middle));
      if (Bucket != Record.Bucket)
        Flush();
      Record.Bucket = Bucket;
      Record.Calls += Calls;
    }
    Flush();
  });
}

} // namespace hone::rt
