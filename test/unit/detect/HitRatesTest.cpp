//===- HitRatesTest.cpp - predicted against simulated caches ---*- C++ -*-===//

#include "hone/Abi.h"
#include "lib/detect/HitRates.h"

#include <gtest/gtest.h>

#include <cmath>
#include <list>
#include <map>
#include <random>
#include <unordered_map>

using namespace hone;

namespace {

using Stream = std::vector<unsigned>;

/// What the runtime writes of these arguments, all calls watched.
Memo observed(const Stream &Keys) {
  Memo O;
  std::unordered_map<unsigned, size_t> Last;
  std::map<uint32_t, uint64_t> Buckets;
  for (size_t I = 0; I != Keys.size(); ++I) {
    auto [It, IsNew] = Last.try_emplace(Keys[I], I);
    if (!IsNew)
      ++Buckets[durationBucket(I - It->second)];
    It->second = I;
  }
  O.Observed = Keys.size();
  O.Distinct = Last.size();
  for (auto [Bucket, Calls] : Buckets)
    O.ByCalls.push_back({Bucket, Calls, 0});
  return O;
}

double simulated(const Stream &Keys, size_t Entries) {
  std::list<unsigned> Recent;
  std::unordered_map<unsigned, std::list<unsigned>::iterator> Cache;
  size_t Hits = 0;
  for (unsigned Key : Keys) {
    auto It = Cache.find(Key);
    if (It != Cache.end()) {
      ++Hits;
      Recent.splice(Recent.begin(), Recent, It->second);
      continue;
    }
    if (Cache.size() == Entries) {
      Cache.erase(Recent.back());
      Recent.pop_back();
    }
    Recent.push_front(Key);
    Cache[Key] = Recent.begin();
  }
  return double(Hits) / double(Keys.size());
}

/// Mean absolute error over sizes from 1 to all.
double meanError(const Stream &Keys) {
  Memo O = observed(Keys);
  HitRates Rates(O);
  double Sum = 0;
  unsigned Sizes = 0;
  for (double Entries = 1; Entries < 2 * double(O.Distinct); Entries *= 1.5) {
    Sum += std::abs(Rates.at(std::floor(Entries)) -
                    simulated(Keys, size_t(Entries)));
    ++Sizes;
  }
  return Sum / Sizes;
}

Stream zipf(double Power, unsigned NumKeys, unsigned Calls) {
  std::vector<double> Weights;
  for (unsigned I = 1; I <= NumKeys; ++I)
    Weights.push_back(std::pow(I, -Power));
  std::discrete_distribution<unsigned> Key(Weights.begin(), Weights.end());
  std::mt19937 Random(1);
  Stream Keys(Calls);
  for (unsigned &K : Keys)
    K = Key(Random);
  return Keys;
}

} // namespace

TEST(HitRates, areThoseOfASimulatedCache) {
  EXPECT_LT(meanError(zipf(0.8, 20000, 50000)), 0.02);
  EXPECT_LT(meanError(zipf(1, 5000, 50000)), 0.02);
  EXPECT_LT(meanError(zipf(0, 3000, 50000)), 0.02);
  Stream Drifting(50000);
  std::mt19937 Random(2);
  for (unsigned I = 0; I != Drifting.size(); ++I)
    Drifting[I] = I / 50 + unsigned(Random() % 700);
  EXPECT_LT(meanError(Drifting), 0.02);
}

TEST(HitRates, ofRunsOfEqualArgumentsOneEntryIsEnough) {
  Stream Keys(10000);
  for (unsigned I = 0; I != Keys.size(); ++I)
    Keys[I] = I / 100 % 50;
  Memo O = observed(Keys);
  EXPECT_NEAR(HitRates(O).at(1), 0.99, 1e-9);
  EXPECT_NEAR(HitRates(O).most(), 1 - 50 / 10000.0, 1e-9);
}

TEST(HitRates, ofACycleAllEntriesAreNeeded) {
  Stream Keys(10000);
  for (unsigned I = 0; I != Keys.size(); ++I)
    Keys[I] = I % 100;
  Memo O = observed(Keys);
  EXPECT_EQ(HitRates(O).at(50), 0);
  EXPECT_NEAR(HitRates(O).at(100), 0.99, 1e-9);
}

TEST(HitRates, areUnknownWithoutReuses) {
  Memo O;
  O.Observed = O.Distinct = 100;
  EXPECT_FALSE(HitRates(O).areKnown());
  EXPECT_EQ(HitRates(O).at(10), 0);
}

/// 10 questions, each every second, whose answers change with the given rate.
static Memo asked(double ChangesPerSecond) {
  Memo O;
  O.Observed = 10000;
  O.Distinct = 10;
  uint64_t Others = uint64_t(9990 * (1 - std::exp(-ChangesPerSecond)));
  O.ByAge = {{durationBucket(1'000'000'000), 9990, Others}};
  return O;
}

TEST(AgedHitRates, aQuestionIsAskedOnceInItsLife) {
  Memo O = asked(0);
  AgedHitRates Ages(O);
  EXPECT_EQ(Ages.at(0.5e9).Rate, 0);
  EXPECT_NEAR(Ages.at(10e9).Rate, 10 / 11.0, 0.01);
  EXPECT_NEAR(Ages.at(100e9).Rate, 100 / 101.0, 0.01);
}

TEST(AgedHitRates, answersAgeAsTheyWereSeenToChange) {
  Memo O = asked(0.01); // every 100 s
  AgedHitRates Ages(O);
  // Mean of 1 - exp(-t / 100 s) over t up to 10 s.
  EXPECT_NEAR(Ages.at(10e9).Stale, 0.0484, 0.004);
  EXPECT_GT(Ages.at(100e9).Stale, 0.3);
}

TEST(AgedHitRates, noChangeSeenIsNotNoChange) {
  Memo O = asked(0);
  AgedHitRates Ages(O);
  EXPECT_GT(Ages.at(1000e9).Stale, 0);
  EXPECT_LT(Ages.at(10e9).Stale, 0.01);
}
