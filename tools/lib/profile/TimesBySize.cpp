//===- TimesBySize.cpp ----------------------------------------------------===//

#include "TimesBySize.h"
#include "hone/Abi.h"

#include <cmath>

using namespace hone;

/// Logarithms in records are in units of this.
static constexpr double LogUnit = 1.0 / 65536;

void TimesBySizeTable::add(uint32_t Function, uint32_t File,
                           const GrowthRecord &Record) {
  Sums &S = Sites[{Function, File, Record.Line, Record.Column,
                   Record.Kind}][Record.Bucket];
  S.Samples += Record.Samples;
  S.LogSizes += double(Record.LogSizes) * LogUnit;
  S.LogNs += double(I64(Record.LogNs)) * LogUnit;
}

std::vector<TimesBySize> TimesBySizeTable::times() const {
  std::vector<TimesBySize> All;
  for (const auto &[Site, Buckets] : Sites) {
    TimesBySize T;
    std::tie(T.Function, T.File, T.Line, T.Column, T.Kind) = Site;
    for (const auto &[Bucket, S] : Buckets)
      if (S.Samples)
        T.Points.push_back({std::exp2(S.LogSizes / double(S.Samples)),
                            std::exp2(S.LogNs / double(S.Samples)),
                            S.Samples});
    if (!T.Points.empty())
      All.push_back(std::move(T));
  }
  return All;
}
