//===- LatencyTable.h - how long calls took, summed ------------*- C++ -*-===//
//
// Owns: summing histograms of calls' durations over profiles, and what is told
// of them. Knows nothing of other times.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_LATENCYTABLE_H
#define HONE_PROFILE_LATENCYTABLE_H

#include "Model.h"
#include "hone/Abi.h"

namespace hone {

class LatencyTable {
public:
  void add(FunctionId Function, const HistogramRecord &Record) {
    Buckets[Function][Record.Bucket] += Record.Calls;
  }
  /// Null: no timed call has ended. A percentile is the middle of the bucket that
  /// holds the call of that rank (nearest rank).
  std::optional<Latency> latency(FunctionId Function) const;

private:
  std::map<FunctionId, std::map<U32, uint64_t>> Buckets;
};

} // namespace hone

#endif // HONE_PROFILE_LATENCYTABLE_H
