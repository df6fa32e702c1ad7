//===- AdviceTest.cpp - ranks, overlaps, the floor -------------*- C++ -*-===//

#include "lib/detect/Advice.h"
#include "Models.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

static Finding finding(FunctionId Function, uint32_t Line, Extent E,
                       double Ns) {
  Finding F;
  F.Rule = E == Extent::Subtree ? "memoize" : "linear-search";
  F.File = 0;
  F.Line = Line;
  F.Function = Function;
  F.TheExtent = E;
  F.SavingNs = {Ns / 2, Ns, Ns * 1.5};
  return F;
}

/// Says that outer, and what it calls, gets slower and slower.
static Finding symptom(double Ns) {
  Finding F = finding(1, 20, Extent::Subtree, Ns);
  F.Rule = "super-linear";
  F.NamesCause = false;
  return F;
}

TEST(Advice, listsASymptomUnderItsCause) {
  std::vector<Suggestion> Ranked =
      rank(program(), {symptom(6e8), finding(2, 33, Extent::Line, 5e8)});
  ASSERT_EQ(Ranked.size(), 1u);
  EXPECT_EQ(Ranked[0].F.Line, 33u);
  ASSERT_EQ(Ranked[0].F.Symptoms.size(), 1u);
  EXPECT_EQ(Ranked[0].F.Symptoms[0].Rule, "super-linear");
  EXPECT_EQ(Ranked[0].F.Symptoms[0].Line, 20u);
}

TEST(Advice, keepsASymptomThatNothingExplains) {
  // Too little, or elsewhere, or only hidden by a cache.
  EXPECT_EQ(rank(program(), {symptom(6e8), finding(2, 33, Extent::Line, 1e8)})
                .size(),
            2u);
  EXPECT_EQ(rank(program(), {symptom(6e8), finding(0, 11, Extent::Line, 5e8)})
                .size(),
            2u);
  Finding Cache = finding(1, 20, Extent::Subtree, 6e8);
  Cache.TheGroup = Group::Caching;
  EXPECT_EQ(rank(program(), {symptom(6e8), Cache}).size(), 2u);
}

TEST(Advice, numbersByExpectedSaving) {
  std::vector<Suggestion> Ranked =
      rank(program(), {finding(2, 5, Extent::Line, 1e8),
                       finding(2, 6, Extent::Line, 3e8)});
  ASSERT_EQ(Ranked.size(), 2u);
  EXPECT_EQ(Ranked[0].Id, "S1");
  EXPECT_EQ(Ranked[0].F.Line, 6u);
  EXPECT_DOUBLE_EQ(Ranked[0].Pct.Mid, 30);
  EXPECT_NEAR(Ranked[0].Speedup.Mid, 1 / 0.7, 1e-9);
  EXPECT_EQ(Ranked[1].Id, "S2");
}

TEST(Advice, doesNotDependOnTheDetectorsOrder) {
  std::vector<Finding> One = {finding(2, 5, Extent::Line, 1e8),
                              finding(2, 6, Extent::Line, 1e8)};
  std::vector<Finding> Two = {One[1], One[0]};
  EXPECT_EQ(rank(program(), One)[0].F.Line, rank(program(), Two)[0].F.Line);
}

TEST(Advice, marksWhatCompetesForTheSameTime) {
  // A cache around outer removes the search in inner, which outer calls.
  std::vector<Suggestion> Ranked =
      rank(program(), {finding(1, 20, Extent::Subtree, 8e8),
                       finding(2, 33, Extent::Line, 5e8)});
  EXPECT_EQ(Ranked[0].Within, "");
  EXPECT_EQ(Ranked[1].Within, "S1");
}

TEST(Advice, aLargerSavingBelowIsTheRoot) {
  std::vector<Suggestion> Ranked =
      rank(program(), {finding(1, 20, Extent::Subtree, 2e8),
                       finding(2, 33, Extent::Line, 5e8)});
  EXPECT_EQ(Ranked[0].F.Function, 2u);
  EXPECT_EQ(Ranked[1].Within, "S1");
}

TEST(Advice, prefersTheAlgorithmToACacheThatSavesHardlyMore) {
  Finding Cache = finding(1, 20, Extent::Subtree, 6e8);
  Cache.TheGroup = Group::Caching;
  Finding Search = finding(2, 33, Extent::Line, 5e8);
  std::vector<Suggestion> Ranked = rank(program(), {Cache, Search});
  EXPECT_EQ(Ranked[0].F.Line, 33u);
  EXPECT_EQ(Ranked[1].Within, "S1");
  Cache.SavingNs = {8e8, 9e8, 9e8};
  EXPECT_EQ(rank(program(), {Cache, Search})[0].F.Line, 20u);
}

TEST(Advice, takesOutWhatABusyMachineAdded) {
  Model M = program();
  M.Memos = {repeatedCalls()};
  M.TheRun.DelayNs = M.TheRun.CpuNs; // half of the time it had to wait
  Advice A = advise(M, costs(), {});
  ASSERT_EQ(A.Suggestions.size(), 1u);
  EXPECT_NEAR(A.Suggestions[0].Pct.Mid, 40, 0.1);
  M.Memos.clear();
  M.Scans = {longSearch()}; // short enough for the runtime to see to it
  EXPECT_NEAR(advise(M, costs(), {}).Suggestions[0].Pct.Mid, 50, 0.1);
  M.Scans[0].Searches = M.Scans[0].Observed = 1000; // 0.5 ms each
  EXPECT_NEAR(advise(M, costs(), {}).Suggestions[0].Pct.Mid, 25, 0.1);
}

TEST(Advice, separateLinesDoNotCompete) {
  std::vector<Suggestion> Ranked =
      rank(program(), {finding(2, 5, Extent::Line, 1e8),
                       finding(2, 6, Extent::Line, 3e8)});
  EXPECT_EQ(Ranked[1].Within, "");
}

TEST(Advice, twoChangesOfOneContainerCompete) {
  Finding List = finding(1, 12, Extent::Line, 5e8);
  Finding Reserve = finding(1, 33, Extent::Line, 1e8);
  List.Rule = "list-to-vector";
  Reserve.Rule = "missing-reserve";
  List.OfContainer = 4;
  Reserve.OfContainer = 3;
  EXPECT_EQ(rank(program(), {List, Reserve})[1].Within, "");
  Reserve.OfContainer = 4;
  EXPECT_EQ(rank(program(), {List, Reserve})[1].Within, "S1");
  // Of one rule they are about different operations on it.
  Reserve.Rule = List.Rule;
  EXPECT_EQ(rank(program(), {List, Reserve})[1].Within, "");
}

TEST(Advice, aHelperCalledMostlyFromElsewhereDoesNotCompete) {
  Model M = program();
  M.Edges.push_back({0, 2, 0, 12, 5000, {}}); // main calls inner itself
  std::vector<Suggestion> Ranked =
      rank(M, {finding(1, 20, Extent::Subtree, 8e8),
               finding(2, 33, Extent::Line, 5e8)});
  EXPECT_EQ(Ranked[1].Within, "");
}

TEST(Advice, hidesWhatSavesLessThanTheFloor) {
  Model M = program();
  M.TheRun.CpuNs = 200'000'000'000; // half a second is nothing here
  M.Scans = {longSearch()};
  Advice A = advise(M, costs(), {});
  EXPECT_TRUE(A.Suggestions.empty());
  EXPECT_EQ(A.Hidden, 1u);
  EXPECT_EQ(advise(M, costs(), {0, "", ~size_t(0)}).Suggestions.size(), 1u);
}

TEST(Advice, filtersDoNotRenumber) {
  Model M = program();
  M.Scans = {longSearch()};
  M.Memos = {repeatedCalls()};
  AdviceOptions Options;
  Options.OnlyRule = "linear-search";
  Advice A = advise(M, costs(), Options);
  ASSERT_EQ(A.Suggestions.size(), 1u);
  EXPECT_EQ(A.Suggestions[0].Id, "S2");
  EXPECT_EQ(A.Looked.Searches, 1u);
  EXPECT_EQ(A.Looked.Memos, 1u);
  EXPECT_EQ(A.Looked.Functions, 3u);
}

TEST(Advice, measuresAgainstWallTimeWithoutCpuTime) {
  Model M = program();
  M.TheRun.CpuNs = 0;
  M.TheRun.WallNs = 2'000'000'000;
  EXPECT_DOUBLE_EQ(advise(M, costs(), {}).ProgramNs, 2e9);
}

TEST(Rules, eachHasAPageThatStartsWithItsName) {
  for (const Rule &R : allRules())
    EXPECT_TRUE(R.Page.starts_with(("# " + R.Id + "\n").str())) << R.Id.str();
}

TEST(Rules, aMistypedNameFindsTheNearest) {
  EXPECT_EQ(nearestRule("memoise"), "memoize");
  EXPECT_EQ(nearestRule("search"), "linear-search");
  EXPECT_EQ(findRule("memoise"), nullptr);
}
