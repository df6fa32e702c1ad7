//===- HeapWriter.cpp - what was allocated, in the file ---------*- C++ -*-===//
//
// Owns: see HeapWriter.h.
//
//===----------------------------------------------------------------------===//

#include "HeapWriter.h"

#include "Calibrate.h"
#include "Clocks.h"
#include "Heap.h"
#include "HeapTimeline.h"
#include "Pairs.h"

#include <sys/resource.h>

namespace hone::rt {

struct HeapImage::Sums {
  AccountTable<HeapFigures> Accounts;
};

namespace {

/// Sums over threads that run on may see a block freed before it was given.
U64 atLeast0(U64 Difference) { return I64(Difference) > 0 ? Difference : 0; }

HeapRecord recordOf(const HeapFigures &F, const PeakFigures *Peak) {
  HeapRecord R = {};
  R.Blocks = F.Blocks;
  R.Bytes = F.Bytes;
  R.Frees = F.Frees;
  R.FreedBytes = F.FreedBytes;
  R.Temporary = F.Temporary;
  R.Reallocations = F.Reallocations;
  R.MovedBytes = F.MovedBytes;
  R.PeakBlocks = Peak ? atLeast0(Peak->Blocks) : 0;
  R.PeakBytes = Peak ? atLeast0(Peak->Bytes) : 0;
  R.LifetimeNs = ticksToNs(F.LifetimeTicks);
  R.Lifetimes = F.Lifetimes;
  R.Maps = F.Maps;
  R.MappedBytes = F.MappedBytes;
  R.Unmaps = F.Unmaps;
  R.UnmappedBytes = F.UnmappedBytes;
  R.Copies = F.Copies;
  R.CopiedBytes = F.CopiedBytes;
  return R;
}

bool isEmpty(const HeapFigures &F) {
  return !F.Blocks && !F.Frees && !F.Maps && !F.Unmaps && !F.Copies;
}

} // namespace

HeapImage::HeapImage() {
  if (!isHeapObserved())
    return;
  settleHeap();
  Table = mapArray<Sums>(1);
  if (!Table)
    return;
  takeHeapSums(Table->Accounts);
  Table->Accounts.forPages([&](U32, const HeapFigures *Page) {
    for (U32 I = 0; I != AccountTable<HeapFigures>::PerPage; ++I)
      LiveBytes += Page[I].Bytes - Page[I].FreedBytes;
  });
  LiveBytes = atLeast0(LiveBytes);
  PeakBytes = heapPeakBytes() > LiveBytes ? heapPeakBytes() : LiveBytes;
  appendTimeline(Timeline);
}

HeapImage::~HeapImage() {
  if (Table) {
    Table->Accounts.release();
    unmapBytes(Table, sizeof(Sums));
  }
  Records.release();
  Timeline.release();
}

void HeapImage::appendText(Buffer &Text) const {
  rusage Usage = {};
  getrusage(RUSAGE_SELF, &Usage);
  Pairs P(Text);
  P.add("heap", heapState());
  P.add("max_rss_bytes", U64(Usage.ru_maxrss) * 1024);
  if (!isHeapObserved())
    return;
  P.add("heap_peak_bytes", PeakBytes);
  P.add("heap_peak_ns", heapPeakNs());
  P.add("heap_live_bytes", LiveBytes);
}

void HeapImage::addStacks(StackWriter &Stacks) {
  if (!Table)
    return;
  Table->Accounts.forPages([&](U32 First, const HeapFigures *Page) {
    for (U32 I = 0; I != AccountTable<HeapFigures>::PerPage; ++I) {
      if (isEmpty(Page[I]))
        continue;
      HeapRecord R = recordOf(Page[I], heapPeaks().find(First + I));
      HeapPlace Place = placeOf(First + I);
      R.Site = Place.Site;
      if (Place.Frames)
        R.Stack = Stacks.add(Place.Frames, Place.NumFrames, /*AllCalls=*/true);
      Records.append(&R, sizeof(R));
    }
  });
}

void HeapImage::write(FileWriter &File) {
  if (!isHeapObserved())
    return;
  if (!Table || !Records.ok() || !Timeline.ok())
    File.fail(ENOMEM);
  File.chunk(CHUNK_HEAP, Records);
  File.chunk(CHUNK_TIMELINE, Timeline);
}

} // namespace hone::rt
