//===- OwnCostTest.cpp - times without the cost of measuring --------------===//

#include "lib/profile/OwnCost.h"
#include "gtest/gtest.h"

using namespace hone;

namespace {

constexpr U64 Millisecond = 1'000'000;

/// Two functions, 100 ms of cost booked, and as many samples as given; one
/// sample stands for 1 ms.
ProfileFile profile(U64 OwnSamples, U64 OtherSamples) {
  ProfileFile File;
  File.Run.Values = {{"cpu_ns", "800000000"},
                     {"sample_period_ns", "1000000"},
                     {"own_samples", std::to_string(OwnSamples)}};
  File.Times = {{1, 0, 1, 0, 0, 0, 60 * Millisecond, 100 * Millisecond, 0, 0},
                {2, 0, 9, 0, 0, 0, 40 * Millisecond, 40 * Millisecond, 0, 0}};
  File.Samples = {{0, 0, 1, 0, OtherSamples}};
  return File;
}

} // namespace

TEST(OwnCost, IsWhatWasBookedWithoutSamples) {
  ProfileFile File = profile(0, 0);
  File.Run.Values.clear();
  OwnCost Cost = ownCost(File);
  EXPECT_DOUBLE_EQ(Cost.Scale, 1);
  EXPECT_DOUBLE_EQ(Cost.Ns, 100 * Millisecond);
  EXPECT_EQ(Cost.net(500, 200), 300u);
}

TEST(OwnCost, FollowsTheSamplesInHonesCode) {
  // 100 samples expected, 45 seen.
  OwnCost Cost = ownCost(profile(45, 155));
  EXPECT_DOUBLE_EQ(Cost.Scale, 0.5);
  EXPECT_DOUBLE_EQ(Cost.Ns, 800 * Millisecond * 45 / 200.0);
  EXPECT_EQ(Cost.net(500, 200), 400u);
}

TEST(OwnCost, FewSamplesChangeLittle) {
  ProfileFile File = profile(0, 3);
  for (TimeRecord &T : File.Times)
    T.SelfCostNs /= 100; // one sample expected
  EXPECT_NEAR(ownCost(File).Scale, 10.0 / 11, 1e-9);
}

TEST(OwnCost, NeverTakesOutMoreThanWasBooked) {
  OwnCost Cost = ownCost(profile(500, 100));
  EXPECT_DOUBLE_EQ(Cost.Scale, 1);
  EXPECT_EQ(Cost.net(100, 200), 0u);
  EXPECT_EQ(Cost.net(100, ~U64(0)), 0u);
}
