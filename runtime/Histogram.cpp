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

constexpr U32 Batch = 32;
Histogram **ByFunction; ///< null: no memory
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

Histogram *histogramOf(U32 Function) {
  Histogram *&Place = ByFunction[Function];
  Histogram *Known = loadAcquire(Place);
  if (HONE_LIKELY(Known != nullptr))
    return Known;
  int OldErrno = errno;
  Histogram *New = newHistogram();
  errno = OldErrno;
  if (!New || __atomic_compare_exchange_n(&Place, &Known, New, false,
                                          __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
    return New;
  return Known;
}

template <class Visitor> void forHistograms(Visitor Visit) {
  for (U32 Id = 0; ByFunction && Id != functionIdLimit(); ++Id)
    if (Histogram *H = loadAcquire(ByFunction[Id]))
      Visit(Id, *H);
}

} // namespace

void startDurations() { ByFunction = mapArray<Histogram *>(MaxFunctions); }

void noteDuration(U32 Function, U64 Ticks) {
  if (!ByFunction)
    return;
  if (Histogram *H = histogramOf(Function)) {
    U32 Bucket = durationBucket(Ticks);
    addRelaxed(H->Calls[Bucket < NumBuckets ? Bucket : NumBuckets - 1], 1);
  }
}

void clearDurations() {
  forHistograms([](U32, Histogram &H) { zeroBytes(&H, sizeof(H)); });
}

void appendDurations(Buffer &Out) {
  forHistograms([&](U32 Id, const Histogram &H) {
    // Of several buckets of ticks that are one of nanoseconds.
    HistogramRecord Record = {Id, 0, 0};
    auto Flush = [&] {
      if (Record.Calls)
        Out.append(&Record, sizeof(Record));
      Record.Calls = 0;
    };
    for (U32 B = 0; B != NumBuckets; ++B) {
      U64 Calls = loadRelaxed(H.Calls[B]);
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
