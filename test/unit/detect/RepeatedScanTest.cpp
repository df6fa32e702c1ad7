//===- RepeatedScanTest.cpp - when the rule fires --------------*- C++ -*-===//

#include "Models.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

/// 45,000 scans of the rest of one text of 100,000 bytes: half a second.
static Model suffixes(const char *What = "strlen") {
  Model M = program();
  Scan S;
  S.Function = 2;
  S.File = 0;
  S.Line = 33;
  S.Kind = HONE_SCAN_BUFFER;
  S.What = What;
  S.Searches = S.Observed = 45'000;
  S.Elements = S.ObservedElements = 45'000ull * 50'000;
  S.ObservedNs = 500'000'000;
  S.MaxElements = 100'000;
  S.Bases = 1;
  M.Scans = {S};
  M.Functions[2].Calls = 45'000;
  M.Edges = {{0, 1, 0, 11, 1, {}}, {1, 2, 0, 21, 45'000, {}}};
  M.Functions[1].Calls = 1;
  return M;
}

static std::vector<Finding> judge(const Model &M) {
  return run(detectRepeatedScan, M);
}

TEST(RepeatedScan, savesAllScansButOne) {
  std::vector<Finding> Found = judge(suffixes());
  ASSERT_EQ(Found.size(), 1u);
  const Finding &F = Found[0];
  EXPECT_EQ(F.Line, 33u);
  EXPECT_EQ(F.Function, 2u);
  EXPECT_NEAR(F.SavingNs.Mid, 0.5e9, 0.01e9);
  EXPECT_EQ(F.TheConfidence, Confidence::Medium);
  EXPECT_NEAR(*evidence(F, "repetition")->getAsNumber(), 22'500, 1);
}

TEST(RepeatedScan, namesTheCallerThatRepeats) {
  Model M = suffixes();
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Observed.back(),
            "called 45,000 times from app.cpp:21 in outer(int)");
  EXPECT_EQ(*evidence(Found[0], "repeated_line")->getAsInteger(), 21);

  // A function in between that calls it once per call.
  M.Functions[1].Calls = 45'000;
  M.Edges[0].Calls = 45'000;
  M.Functions[0].Calls = 1;
  Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Observed.back(),
            "called 45,000 times from app.cpp:11 in main, by way of outer(int)");
  // It has many callers: none of them is the cause.
  M.Edges[0].Calls = 20'000;
  Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(*evidence(Found[0], "repeated_line")->getAsInteger(), 21);
  // That it has several is said.
  M.Functions[2].Calls = 50'000;
  Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Observed.back(), "called 50,000 times, 45,000 of them from "
                                      "app.cpp:21 in outer(int)");
}

TEST(RepeatedScan, seesALoopAroundTheScan) {
  Model M = suffixes();
  M.Functions[2].Calls = 1;
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Observed.back(),
            "the repetition is in the function itself: app.cpp:33 in "
            "inner(int) is executed 45,000 times in 1 call");
}

TEST(RepeatedScan, isSureOfWhatAlwaysWalksToTheEnd) {
  for (const char *What : {"sscanf", "strcat"}) {
    std::vector<Finding> Found = judge(suffixes(What));
    ASSERT_EQ(Found.size(), 1u);
    EXPECT_EQ(Found[0].TheConfidence, Confidence::High);
  }
}

TEST(RepeatedScan, leavesOtherBuffersAlone) {
  Model M = suffixes();
  M.Scans[0].Bases = HONE_SCAN_MAX_BASES; // a reader of lines
  EXPECT_TRUE(judge(M).empty());
  M = suffixes();
  M.Scans[0].Bases = 0; // too short to tell
  EXPECT_TRUE(judge(M).empty());
}

TEST(RepeatedScan, leavesAFewLooksAndShortTextsAlone) {
  Model M = suffixes();
  M.Scans[0].Searches = M.Scans[0].Observed = 5;
  M.Scans[0].Elements = M.Scans[0].ObservedElements = 500'000;
  EXPECT_TRUE(judge(M).empty());
  M = suffixes();
  M.Scans[0].Elements = M.Scans[0].ObservedElements = 45'000 * 40;
  M.Scans[0].MaxElements = 40;
  EXPECT_TRUE(judge(M).empty());
}

TEST(RepeatedScan, leavesWhatTheOptimizerTookOutOfTheLoop) {
  Model M = suffixes(); // 23 ns is the clock's
  M.Scans[0].ObservedNs = 45'000 * 20;
  EXPECT_TRUE(judge(M).empty());
}

TEST(RepeatedScan, isNoLinearSearch) {
  EXPECT_TRUE(run(detectLinearSearch, suffixes()).empty());
  Model M = program();
  M.Scans = {longSearch()};
  EXPECT_TRUE(judge(M).empty());
}
