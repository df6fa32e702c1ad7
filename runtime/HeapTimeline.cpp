//===- HeapTimeline.cpp - live bytes over time ------------------*- C++ -*-===//
//
// Owns: see HeapTimeline.h.
//
// Time is cut into slices, of which there are at most MaxSlices: when more are
// needed, two become one. Each has its largest value and its last one, so that
// no peak is lost and what comes between two slices is right.
//
//===----------------------------------------------------------------------===//

#include "HeapTimeline.h"

namespace hone::rt {

namespace {

constexpr U32 MaxSlices = 512;
constexpr U64 FirstWidth = 1000000;

struct Slice {
  HeapPointRecord Most, Last;
};
Slice Slices[MaxSlices]; ///< those with notes only, in the order of time
U32 NumSlices;
U64 Width = FirstWidth;

void halve() {
  Width *= 2;
  U32 Used = 0;
  for (U32 I = 0; I != NumSlices; ++I) {
    const Slice S = Slices[I];
    if (Used && Slices[Used - 1].Last.Ns / Width == S.Last.Ns / Width) {
      Slice &To = Slices[Used - 1];
      To.Last = S.Last;
      if (S.Most.LiveBytes > To.Most.LiveBytes)
        To.Most = S.Most;
    } else {
      Slices[Used++] = S;
    }
  }
  NumSlices = Used;
}

} // namespace

void noteHeapTime(U64 Ns, U64 Most, U64 Live) {
  Slice *Now = NumSlices ? &Slices[NumSlices - 1] : nullptr;
  if (Now && Ns < Now->Last.Ns) // of another processor
    Ns = Now->Last.Ns;
  while (NumSlices == MaxSlices && Now->Last.Ns / Width != Ns / Width) {
    halve();
    Now = &Slices[NumSlices - 1];
  }
  if (!Now || Now->Last.Ns / Width != Ns / Width) {
    Now = &Slices[NumSlices++];
    Now->Most = {Ns, Most};
  } else if (Most > Now->Most.LiveBytes) {
    Now->Most = {Ns, Most};
  }
  Now->Last = {Ns, Live};
}

void appendTimeline(Buffer &Out) {
  for (U32 I = 0; I != NumSlices; ++I) {
    if (Slices[I].Most.LiveBytes != Slices[I].Last.LiveBytes)
      Out.append(&Slices[I].Most, sizeof(HeapPointRecord));
    Out.append(&Slices[I].Last, sizeof(HeapPointRecord));
  }
}

void clearTimeline() {
  NumSlices = 0;
  Width = FirstWidth;
}

} // namespace hone::rt
