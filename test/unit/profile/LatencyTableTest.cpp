//===- LatencyTableTest.cpp -----------------------------------------------===//

#include "lib/profile/LatencyTable.h"
#include "gtest/gtest.h"

using namespace hone;

TEST(DurationBucket, HoldsWhatBelongsIntoIt) {
  for (U64 Ns : {U64(0), U64(7), U64(8), U64(15), U64(16), U64(17), U64(1000),
                 U64(123456789), ~U64(0)}) {
    U32 Bucket = durationBucket(Ns);
    EXPECT_LE(bucketStart(Bucket), Ns);
    if (Bucket != MaxDurationBucket) {
      EXPECT_GT(bucketStart(Bucket + 1), Ns) << Ns;
    }
  }
  for (U32 Bucket = 0; Bucket != MaxDurationBucket; ++Bucket) {
    EXPECT_EQ(durationBucket(bucketStart(Bucket)), Bucket);
    EXPECT_LE(bucketStart(Bucket + 1) - bucketStart(Bucket),
              std::max<U64>(1, bucketStart(Bucket) / 8));
  }
}

TEST(LatencyTable, TellsPercentilesByNearestRank) {
  LatencyTable Table;
  Table.add(3, {0, durationBucket(10), 90});
  Table.add(3, {0, durationBucket(1000), 9});
  Table.add(3, {0, durationBucket(100000), 1});
  std::optional<Latency> L = Table.latency(3);
  ASSERT_TRUE(L);
  EXPECT_EQ(L->Calls, 100u);
  EXPECT_EQ(L->P50Ns, 10u);
  EXPECT_EQ(L->P90Ns, 10u);
  EXPECT_NEAR(double(L->P99Ns), 1000, 63);
  EXPECT_NEAR(L->MeanNs, 0.9 * 10 + 0.09 * 1000 + 0.01 * 100000, 80);
  EXPECT_FALSE(Table.latency(4));
}

TEST(LatencyTable, AddsProfilesUp) {
  LatencyTable Table;
  Table.add(0, {7, durationBucket(10), 1});
  Table.add(0, {9, durationBucket(10), 2});
  EXPECT_EQ(Table.latency(0)->Calls, 3u);
  EXPECT_EQ(Table.latency(0)->DeviationNs, 0);
}
