//===- SuperLinearTest.cpp - when the rule fires ---------------*- C++ -*-===//

#include "Models.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace hone;
using namespace hone::test;

/// A loop at app.cpp:21 in outer(int), which calls inner(int), where 0.9 s of
/// the second are spent at line 33.
static Model growing(uint32_t Kind, double Power, unsigned Points = 8) {
  Model M = program();
  M.TheRun.SampledNs = 1'000'000'000;
  M.TheRun.SamplePeriodNs = 1'000'000;
  M.Loops = {{1, 0, 21, 24, 1, 10'000}};
  TimesBySize T;
  T.Function = 1;
  T.File = 0;
  T.Line = 21;
  T.Kind = Kind;
  double Size = 16;
  for (unsigned I = 0; I != Points; ++I, Size *= 2)
    T.Points.push_back({Size, 100 * std::pow(Size, Power), 1});
  M.SizedTimes = {T};
  auto Node = [](uint32_t Parent, FunctionId Function, uint32_t Line,
                 uint64_t Self, uint64_t Total) {
    CallNode N;
    N.Parent = Parent;
    N.Function = Function;
    N.File = 0;
    N.Line = Line;
    N.SelfNs = Self;
    N.TotalNs = Total;
    return N;
  };
  M.CallTree = {Node(NoId, 0, 11, 50'000'000, 1'000'000'000),
                Node(0, 1, 22, 50'000'000, 950'000'000),
                Node(1, 2, 33, 900'000'000, 900'000'000)};
  Line Hot;
  Hot.File = 0;
  Hot.Line = 33;
  Hot.Function = 2;
  Hot.Hits = 1'000'000;
  M.Lines = {Hot};
  return M;
}

static std::vector<Finding> judge(const Model &M) {
  return run(detectSuperLinear, M);
}

TEST(SuperLinear, blamesTheLineThatTheLoopSpendsItsTimeAt) {
  std::vector<Finding> Found = judge(growing(HONE_GROWTH_TURNS, 2));
  ASSERT_EQ(Found.size(), 1u);
  const Finding &F = Found[0];
  EXPECT_EQ(F.Line, 33u);
  EXPECT_EQ(F.Function, 2u);
  EXPECT_EQ(*evidence(F, "grows_line")->getAsInteger(), 21);
  EXPECT_NEAR(*evidence(F, "exponent")->getAsNumber(), 2, 0.01);
  // 16 turns take a 128th of what the last 2,048 do, each.
  EXPECT_NEAR(F.SavingNs.High, 0.95e9, 0.05e9);
  EXPECT_EQ(F.TheConfidence, Confidence::Medium);
}

TEST(SuperLinear, promisesLittleWhereEachPairMayBeTheTask) {
  std::vector<Finding> Found = judge(growing(HONE_GROWTH_LOOP, 2));
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].TheConfidence, Confidence::Low);
  EXPECT_LT(Found[0].SavingNs.Low, 0.1e9);
}

TEST(SuperLinear, looksOutOfHelpersWithoutALoop) {
  Model M = growing(HONE_GROWTH_LOOP, 2);
  M.Lines[0].Hits = M.Functions[2].Calls; // once per call
  M.Functions[2].Calls = 1'000'000;       // by 1,000 calls of outer
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Line, 22u);
  EXPECT_EQ(Found[0].Function, 1u);
}

TEST(SuperLinear, isSilentWhereTimeGrowsAsSizesDo) {
  EXPECT_TRUE(judge(growing(HONE_GROWTH_TURNS, 1)).empty());
  EXPECT_TRUE(judge(growing(HONE_GROWTH_LOOP, 1.2)).empty());
}

TEST(SuperLinear, needsFiveSizesOverAFactorOfEight) {
  EXPECT_TRUE(judge(growing(HONE_GROWTH_LOOP, 2, 4)).empty());
  EXPECT_FALSE(judge(growing(HONE_GROWTH_LOOP, 2, 5)).empty());
}

TEST(SuperLinear, doesNotTakeCachesForGrowth) {
  // A std::map filled with random keys, ns per turn as they were measured.
  Model M = growing(HONE_GROWTH_TURNS, 2, 0);
  double Turns = 2048;
  for (double Ns : {142, 160, 137, 152, 179, 246, 495, 816, 988, 1284, 1629}) {
    M.SizedTimes[0].Points.push_back({Turns, Ns * Turns / 2, 1});
    Turns *= 2;
  }
  EXPECT_TRUE(judge(M).empty());
  EXPECT_FALSE(judge(growing(HONE_GROWTH_TURNS, 1.5, 12)).empty());
}

TEST(SuperLinear, comparesTurnsOfTheSameEntriesOnly) {
  Model M = growing(HONE_GROWTH_TURNS, 2);
  for (SizePoint &P : M.SizedTimes[0].Points)
    P.Samples = uint64_t(2048 / P.Size) + 1; // few entries are long
  EXPECT_TRUE(judge(M).empty());
}

TEST(SuperLinear, saysWhatIsFoundAtOnePlaceOnce) {
  Model M = growing(HONE_GROWTH_TURNS, 2);
  TimesBySize Outer = M.SizedTimes[0];
  Outer.Function = 0;
  Outer.Line = 11;
  M.Loops.push_back({0, 0, 11, 12, 1, 10'000});
  M.SizedTimes.push_back(Outer);
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(*evidence(Found[0], "grows_line")->getAsInteger(), 21);
}

TEST(SuperLinear, needsSamples) {
  Model M = growing(HONE_GROWTH_TURNS, 2);
  M.CallTree.clear();
  EXPECT_TRUE(judge(M).empty());
}
