//===- ScalingTest.cpp - runs of one program joined -----------------------===//

#include "lib/growth/Scaling.h"
#include "gtest/gtest.h"

using namespace hone;

namespace {

void addLine(Model &M, uint32_t Number, uint64_t Hits, uint64_t SelfNs) {
  Line L;
  L.File = 0;
  L.Line = Number;
  L.Function = 0;
  L.Hits = Hits;
  L.Samples = SelfNs / 4000000;
  if (L.Samples) {
    L.SelfNs = SelfNs;
    L.SelfLowNs = SelfNs * 9 / 10;
    L.SelfHighNs = SelfNs * 11 / 10;
  }
  M.Lines.push_back(L);
}

/// Line 2 turns n^2 times, line 5 n times but each takes n, line 7 is constant.
Model run(uint64_t N) {
  Model M;
  M.TheRun.SamplePeriodNs = 4000000;
  M.Files = {{"a.cpp", "/src"}};
  Function F;
  F.LinkageName = F.Name = "work";
  F.File = 0;
  F.Line = 1;
  F.Calls = 3;
  M.Functions = {F};
  addLine(M, 2, N * N, N * N * 100);
  addLine(M, 5, N, N * N * 200);
  addLine(M, 6, N, 0);
  addLine(M, 7, 42, 0);
  Loop L;
  L.Function = L.File = 0;
  L.Line = 2;
  L.LastLine = 3;
  L.Entries = N;
  L.Turns = N * N;
  M.Loops = {L};
  return M;
}

TEST(Scaling, WhatOutgrowsTheInputComesFirst) {
  std::vector<Model> Runs = {run(8000), run(2000), run(4000)};
  Scaling S = scale(Runs, {8000, 2000, 4000});
  EXPECT_EQ(S.Sizes, (std::vector<double>{2000, 4000, 8000}));
  EXPECT_EQ(S.Largest, &Runs[0]);
  ASSERT_EQ(S.Lines.size(), 4u);
  // Both take 100 times as long at ten times the size, the one from more.
  EXPECT_EQ(S.Lines[0].Line, 5u);
  EXPECT_EQ(S.Lines[0].Of.text(), "n");
  EXPECT_TRUE(S.Lines[0].slowsDown());
  EXPECT_NEAR(S.Lines[0].TenfoldNs / (100 * 8000.0 * 8000 * 200), 1, 0.01);
  EXPECT_EQ(S.Lines[1].Line, 2u);
  EXPECT_EQ(S.Lines[1].Of.text(), "n^2");
  EXPECT_FALSE(S.Lines[1].slowsDown());
  EXPECT_NEAR(S.Lines[1].TenfoldNs / (100 * 8000.0 * 8000 * 100), 1, 0.01);
  EXPECT_FALSE(S.Lines[2].outgrowsInput());
  EXPECT_FALSE(S.Lines[3].outgrowsInput());
}

TEST(Scaling, LoopsTellEntriesFromTurns) {
  std::vector<Model> Runs = {run(2000), run(8000)};
  Scaling S = scale(Runs, {2000, 8000});
  ASSERT_EQ(S.Loops.size(), 1u);
  EXPECT_EQ(S.Loops[0].OfTurns.text(), "n^2");
  EXPECT_EQ(S.Loops[0].OfEntries.text(), "n");
  EXPECT_EQ(S.Loops[0].PerEntry.text(), "n");
  for (const ScaledLine &L : S.Lines)
    EXPECT_EQ(S.loopOf(L), L.Line == 2 ? &S.Loops[0] : nullptr) << L.Line;
}

TEST(Scaling, FunctionsTellCallsFromSteps) {
  std::vector<Model> Runs = {run(2000), run(8000)};
  Scaling S = scale(Runs, {2000, 8000});
  ASSERT_EQ(S.Functions.size(), 1u);
  EXPECT_EQ(S.Functions[0].OfCalls.text(), "constant");
  EXPECT_EQ(S.Functions[0].OfSteps.text(), "n^2");
  EXPECT_EQ(S.functionOf(S.Lines[0]), &S.Functions[0]);
}

TEST(Scaling, RunsOfOneSizeAreAveraged) {
  std::vector<Model> Runs = {run(2000), run(2000), run(8000)};
  Runs[0].Lines[3].Hits = 40;
  Runs[1].Lines[3].Hits = 44;
  Scaling S = scale(Runs, {2000, 2000, 8000});
  for (const ScaledLine &L : S.Lines)
    if (L.Line == 7)
      EXPECT_EQ(L.Hits, (std::vector<double>{42, 42}));
}

TEST(Scaling, LinesOfOtherFilesAreOthers) {
  std::vector<Model> Runs = {run(2000), run(8000)};
  Runs[0].Files[0].Name = "b.cpp";
  EXPECT_TRUE(scale(Runs, {2000, 8000}).Lines.empty());
}

} // namespace
