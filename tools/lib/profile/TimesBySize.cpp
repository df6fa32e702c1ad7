//===- TimesBySize.cpp ----------------------------------------------------===//

#include "TimesBySize.h"
#include "hone/Abi.h"

#include <cmath>
#include <cstring>

using namespace hone;

/// Logarithms in records are in units of this.
static constexpr double LogUnit = 1.0 / 65536;

static std::string nameOf(const GrowthRecord &Record) {
  char Bytes[2 * sizeof(U64) + 1] = {};
  std::memcpy(Bytes, &Record.Name1, sizeof(U64));
  std::memcpy(Bytes + sizeof(U64), &Record.Name2, sizeof(U64));
  return Bytes;
}

void TimesBySizeTable::add(uint32_t Function, uint32_t File,
                           const GrowthRecord &Record) {
  Sums &S = Sites[{Function, File, Record.Line, Record.Column, Record.Kind,
                   nameOf(Record)}][Record.Bucket];
  S.Samples += Record.Samples;
  S.Ns += double(Record.Ns);
  S.LogSizes += double(Record.LogSizes) * LogUnit;
  S.LogNs += double(I64(Record.LogNs)) * LogUnit;
}

std::vector<TimesBySize> TimesBySizeTable::times() const {
  std::vector<TimesBySize> All;
  for (const auto &[Site, Buckets] : Sites) {
    TimesBySize T;
    std::tie(T.Function, T.File, T.Line, T.Column, T.Kind, T.Name) = Site;
    for (const auto &[Bucket, S] : Buckets)
      if (S.Samples)
        T.Points.push_back({std::exp2(S.LogSizes / double(S.Samples)),
                            std::exp2(S.LogNs / double(S.Samples)), S.Ns,
                            S.Samples});
    if (!T.Points.empty())
      All.push_back(std::move(T));
  }
  return All;
}
