//===- HeapTimeline.h - live bytes over time -------------------*- C++ -*-===//
//
// Owns: a bounded number of points. Not safe for several threads at once.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_HEAPTIMELINE_H
#define HONE_RUNTIME_HEAPTIMELINE_H

#include "Memory.h"

namespace hone::rt {

/// Most: the largest live bytes since the note before.
void noteHeapTime(U64 Ns, U64 Most, U64 Live);
/// Appends HeapPointRecords.
void appendTimeline(Buffer &Out);
void clearTimeline();

} // namespace hone::rt

#endif // HONE_RUNTIME_HEAPTIMELINE_H
