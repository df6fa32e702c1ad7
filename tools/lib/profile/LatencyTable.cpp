//===- LatencyTable.cpp ---------------------------------------------------===//

#include "LatencyTable.h"
#include "Saturate.h"
#include <cmath>

using namespace hone;

static double middle(U32 Bucket) {
  return (double(bucketStart(Bucket)) + double(bucketStart(Bucket + 1)) - 1) / 2;
}

std::optional<Latency> LatencyTable::latency(FunctionId Function) const {
  auto It = Buckets.find(Function);
  if (It == Buckets.end())
    return std::nullopt;
  double Calls = 0, Sum = 0, Squares = 0;
  for (const auto &[Bucket, Count] : It->second) {
    double Ns = middle(Bucket);
    Calls += double(Count);
    Sum += double(Count) * Ns;
    Squares += double(Count) * Ns * Ns;
  }
  if (Calls <= 0)
    return std::nullopt;
  Latency L;
  L.Calls = toCount(Calls);
  L.MeanNs = Sum / Calls;
  L.DeviationNs = std::sqrt(std::max(0.0, Squares / Calls - L.MeanNs * L.MeanNs));
  auto Percentile = [&, &Counts = It->second](double Share) {
    double Left = std::ceil(Share * Calls);
    for (const auto &[Bucket, Count] : Counts)
      if ((Left -= double(Count)) <= 0)
        return toCount(middle(Bucket));
    return toCount(middle(Counts.rbegin()->first));
  };
  L.P50Ns = Percentile(0.5);
  L.P90Ns = Percentile(0.9);
  L.P99Ns = Percentile(0.99);
  return L;
}
