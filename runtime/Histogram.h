//===- Histogram.h - how calls' durations are distributed ------*- C++ -*-===//
//
// Owns: the durations of each function's timed calls, in buckets whose width is
// an eighth of their lower end's power of two (as in HdrHistogram,
// https://hdrhistogram.org): percentiles are known to 6 %. Shared by all
// threads: hooks are throttled to what the cache lines can bear.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_HISTOGRAM_H
#define HONE_RUNTIME_HISTOGRAM_H

#include "Memory.h"

namespace hone::rt {

void startDurations();
/// Enters a call that took Ticks. Safe in signal handlers.
void noteDuration(U32 Function, U64 Ticks);
/// Sets all to 0.
void clearDurations();
/// Appends HistogramRecords, in nanoseconds.
void appendDurations(Buffer &Out);

} // namespace hone::rt

#endif // HONE_RUNTIME_HISTOGRAM_H
