//===- HitRates.cpp -------------------------------------------------------===//

#include "HitRates.h"
#include "hone/Abi.h"

#include <algorithm>
#include <cmath>

namespace hone {

HitRates::HitRates(const Memo &O) : O(O), Never(double(O.Distinct)) {
  for (const Reuse &R : O.ByCalls)
    Total += double(R.Calls);
  Total = Total > 0 ? Total + Never : 0;
}

double HitRates::at(double Entries) const {
  if (!areKnown())
    return 0;
  if (Entries >= double(O.Distinct)) // nothing is dropped
    return most();
  double P = 1, Area = 0, From = 0;
  for (const Reuse &R : O.ByCalls) {
    double Start = double(bucketStart(R.Bucket));
    double Width = double(bucketStart(R.Bucket + 1)) - Start;
    double Share = double(R.Calls) / Total;
    if (Area + (Start - From) * P > Entries)
      return 1 - P;
    Area += (Start - From) * P;
    // In the bucket P falls by Share / Width with each call.
    auto AreaAt = [&](double X) {
      return X * P - Share * X * (X + 1) / (2 * Width);
    };
    if (Area + AreaAt(Width) > Entries) {
      double Low = 0, High = Width;
      for (int Step = 0; Step != 40; ++Step) {
        double Middle = (Low + High) / 2;
        (Area + AreaAt(Middle) < Entries ? Low : High) = Middle;
      }
      return 1 - (P - Share * std::min(1.0, (Low + 1) / Width));
    }
    Area += AreaAt(Width);
    P -= Share;
    From = Start + Width;
  }
  return 1 - P;
}

static double middleNs(uint32_t Bucket) {
  return (double(bucketStart(Bucket)) + double(bucketStart(Bucket + 1))) / 2;
}

AgedHitRates::AgedHitRates(const Memo &O) : O(O) {
  double AgeNs = 0;
  for (const Reuse &R : O.ByAge) {
    Repeats += double(R.Calls);
    Changed += double(R.Others);
    AgeNs += double(R.Calls) * middleNs(R.Bucket);
    LongestNs = std::max(LongestNs, middleNs(R.Bucket));
  }
  if (Repeats <= 0)
    return;
  if (Changed <= 0) {
    // None in n looks: at most 3 in n, in 95 of 100 cases (the rule of three).
    ChangesPerNs = 3 / AgeNs;
    return;
  }
  // The likeliest rate r, where P(changed after t) = 1 - exp(-r t): the root of
  // the derivative of the log likelihood, which falls with r.
  auto Slope = [&](double Rate) {
    double Sum = 0;
    for (const Reuse &R : O.ByAge) {
      double T = middleNs(R.Bucket), Same = double(R.Calls - R.Others);
      if (R.Others)
        Sum += double(R.Others) * T / std::expm1(Rate * T);
      Sum -= Same * T;
    }
    return Sum;
  };
  double Low = 1e-16, High = 1; // once in 116 days, each ns
  for (int Step = 0; Step != 100; ++Step) {
    double Middle = std::sqrt(Low * High);
    (Slope(Middle) > 0 ? Low : High) = Middle;
  }
  ChangesPerNs = Low;
}

AgedHits AgedHitRates::at(double LifeNs) const {
  // A key that is asked for every t ns is computed once in LifeNs + t.
  double Hits = 0;
  for (const Reuse &R : O.ByAge)
    if (double T = middleNs(R.Bucket); T <= LifeNs)
      Hits += double(R.Calls) * LifeNs / (LifeNs + T);
  AgedHits Result;
  Result.Rate = Hits / (Repeats + double(O.Distinct));
  // Answers are of any age up to LifeNs.
  double X = ChangesPerNs * LifeNs;
  Result.Stale = X > 1e-9 ? 1 + std::expm1(-X) / X : X / 2;
  return Result;
}

} // namespace hone
