//===- BadHashTest.cpp - when the rule fires
//-------------------------------===//

#include "ContainerModels.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

/// 1,000,000 look-ups among 10,000 keys that use a hundredth of the buckets.
static Model clustered() {
  Model M = program();
  ContainerId Id = addContainer(M, "std::unordered_map<Point, int, PointHash>");
  OperationSample &S = addKeyed(M, Id, HONE_OP_Find, 1'000'000, 500, 10'000, 1);
  S.BucketsSeen = 10'000;
  S.BucketsUsed = 60;
  S.BucketsExpected = 6'000;
  return M;
}

static std::vector<Finding> judge(const Model &M) {
  return judge(detectBadHash, M);
}

TEST(BadHash, findsKeysInFewBuckets) {
  std::vector<Finding> Found = judge(clustered());
  ASSERT_EQ(Found.size(), 1u);
  const Finding &F = Found[0];
  EXPECT_EQ(F.TheConfidence, Confidence::Medium);
  EXPECT_EQ(evidence(F, "buckets_used")->getAsInteger(), 60);
  // 99 % of the chains go, which are half of the time at least.
  EXPECT_NEAR(F.SavingNs.Low, 0.5 * 0.99 * 500e6, 1e6);
  EXPECT_NEAR(F.SavingNs.High, 0.99 * 500e6, 1e6);
}

TEST(BadHash, staysSilentWhereBucketsAreUsedAsByChance) {
  Model M = clustered();
  M.Operations[0].Sample->BucketsUsed = 5'500;
  EXPECT_TRUE(judge(M).empty());
}

TEST(BadHash, staysSilentForFewBucketsAndFewKeys) {
  Model M = clustered();
  M.Operations[0].Sample->BucketsSeen = 100;
  EXPECT_TRUE(judge(M).empty());
  M = clustered();
  M.Operations[0].Sample->Sizes = 8 * M.Operations[0].Sample->Observed;
  EXPECT_TRUE(judge(M).empty());
}

TEST(BadHash, staysSilentForEqualKeysOfAMultimap) {
  Model M = clustered();
  M.Containers[0].Type = "std::unordered_multimap<int, int>";
  EXPECT_TRUE(judge(M).empty());
}

TEST(BadHash, surmisesNothingWhereNoBucketWasLookedInto) {
  Model M = clustered();
  OperationSample &S = *M.Operations[0].Sample;
  S.BucketsSeen = S.BucketsUsed = S.BucketsExpected = 0;
  EXPECT_TRUE(judge(M).empty());
}
