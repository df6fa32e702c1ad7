//===- HookCostsTest.cpp - times without the cost of measuring ------------===//

#include "lib/profile/HookCosts.h"
#include "gtest/gtest.h"

using namespace hone;

namespace {

ProfileFile profile(std::vector<TimeRecord> Times,
                    std::vector<EdgeRecord> Edges) {
  ProfileFile File;
  File.Run.Values = {{"hook_inner_ps", "10000"}, {"hook_outer_ps", "5000"}};
  File.Times = std::move(Times);
  File.Edges = std::move(Edges);
  return File;
}

} // namespace

TEST(HookCosts, TakesInnerFromTheCalleeAndOuterFromTheCaller) {
  // 1 calls 2 a hundred times; hooks cost 10 ns inside and 5 ns outside.
  NetTimes Net =
      netTimes(profile({{1, 0, 1, 0, 3000, 8000, 8000, 8000, 100},
                        {2, 0, 100, 0, 5000, 5000, 50, 50, 0}},
                       {{0, 1, 0, 0, 1, 8000}, {1, 2, 0, 0, 100, 5000}}));
  EXPECT_EQ(Net.Functions[0].SelfNs, 3000u - 10 - 500);
  EXPECT_EQ(Net.Functions[1].SelfNs, 5000u - 1000);
  EXPECT_EQ(Net.Functions[1].TotalNs, 4000u);
  EXPECT_EQ(Net.Functions[1].MinNs, 40u);
  EXPECT_EQ(Net.Functions[0].TotalNs, 8000u - 10 - 100 * 15);
  EXPECT_EQ(Net.EdgeTotalNs[1], 4000u);
  EXPECT_DOUBLE_EQ(Net.HooksNs, 101 * 15);
}

TEST(HookCosts, CountsHooksOfAllLevelsBelow) {
  // 1 -> 10 x 2 -> 10 x 3: 110 calls below 1.
  NetTimes Net = netTimes(profile({{1, 0, 1, 0, 1000, 9000, 0, 0, 10},
                                   {2, 0, 10, 0, 2000, 8000, 0, 0, 100},
                                   {3, 0, 100, 0, 6000, 6000, 0, 0, 0}},
                                  {{0, 1, 0, 0, 1, 9000},
                                   {1, 2, 0, 0, 10, 8000},
                                   {2, 3, 0, 0, 100, 6000}}));
  EXPECT_EQ(Net.Functions[0].TotalNs, 9000u - 10 - 110 * 15);
  EXPECT_EQ(Net.Functions[1].TotalNs, 8000u - 10 * 10 - 100 * 15);
}

TEST(HookCosts, RecursionCountsEachCallOnce) {
  // One outermost call, 99 recursive ones.
  NetTimes Net =
      netTimes(profile({{1, 0, 100, 99, 9000, 9000, 0, 0, 99}},
                       {{0, 1, 0, 0, 1, 9000}, {1, 1, 0, 0, 99, 9000}}));
  EXPECT_EQ(Net.Functions[0].SelfNs, 9000u - 100 * 10 - 99 * 5);
  EXPECT_EQ(Net.Functions[0].TotalNs, 9000u - 10 - 99 * 15);
}

TEST(HookCosts, NeverGoBelowZero) {
  NetTimes Net = netTimes(profile({{1, 0, 1000, 0, 100, 100, 0, 1, 1000}},
                                  {{0, 1, 0, 0, 1000, 100}}));
  EXPECT_EQ(Net.Functions[0].SelfNs, 0u);
  EXPECT_EQ(Net.Functions[0].TotalNs, 0u);
  EXPECT_EQ(Net.EdgeTotalNs[0], 0u);
}
