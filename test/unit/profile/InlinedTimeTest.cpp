//===- InlinedTimeTest.cpp ------------------------------------------------===//

#include "lib/profile/InlinedTime.h"

#include <gtest/gtest.h>

using namespace hone;

/// main (timed, 2 s) calls step (inlined), which calls leaf (inlined); leaf is also
/// called once by other (timed, 1 s). 250 samples of 4 ms.
static Model program() {
  Model M;
  M.Files = {{"app.cpp", ""}};
  for (const char *Name : {"main", "step", "leaf", "other"}) {
    Function F;
    F.Name = Name;
    F.File = 0;
    F.Line = 10 * (M.Functions.size() + 1);
    Line L;
    L.File = 0;
    L.Line = F.Line + 1;
    L.Hits = 1;
    L.SelfNs = 250'000'000;
    L.Function = M.Functions.size();
    M.Functions.push_back(F);
    M.Lines.push_back(L);
  }
  M.Functions[0].SelfNs = M.Functions[0].TotalNs = 2'000'000'000;
  M.Functions[3].SelfNs = M.Functions[3].TotalNs = 1'000'000'000;
  M.Edges = {{0, 1, 0, 11, 10, {}}, {1, 2, 0, 21, 30, {}}, {3, 2, 0, 41, 10, {}}};
  M.TheRun.SampledNs = 1'000'000'000;
  M.TheRun.SamplePeriodNs = 4'000'000;
  return M;
}

TEST(InlinedTime, movesFromFramesToInlinedFunctions) {
  Model M = program();
  attributeInlinedTime(M);
  EXPECT_EQ(M.Functions[1].SelfNs, 250'000'000u);
  EXPECT_EQ(M.Functions[2].SelfNs, 250'000'000u);
  EXPECT_TRUE(M.Functions[2].SelfIsSampled);
  // step's 250 ms and three quarters of leaf's, by its calls.
  EXPECT_EQ(M.Functions[0].SelfNs, 2'000'000'000u - 250'000'000u - 187'500'000u);
  EXPECT_EQ(M.Functions[3].SelfNs, 1'000'000'000u - 62'500'000u);
  EXPECT_FALSE(M.Functions[0].SelfIsSampled);
  EXPECT_EQ(M.Functions[0].TotalNs, 2'000'000'000u);
}

TEST(InlinedTime, saysNothingFromFewSamples) {
  Model M = program();
  M.TheRun.SamplePeriodNs = 40'000'000; // 25 samples
  attributeInlinedTime(M);
  EXPECT_FALSE(M.Functions[1].SelfNs);
  EXPECT_EQ(M.Functions[0].SelfNs, 2'000'000'000u);
}

TEST(InlinedTime, leavesInstantiationsThatShareLinesAlone) {
  Model M = program();
  M.Functions[2].Line = M.Functions[1].Line;
  attributeInlinedTime(M);
  EXPECT_FALSE(M.Functions[1].SelfNs);
  EXPECT_FALSE(M.Functions[2].SelfNs);
}

TEST(InlinedTime, endsOnRecursionAmongInlinedFunctions) {
  Model M = program();
  M.Edges.push_back({2, 1, 0, 31, 5, {}});
  attributeInlinedTime(M);
  EXPECT_LT(*M.Functions[0].SelfNs, 2'000'000'000u);
}
