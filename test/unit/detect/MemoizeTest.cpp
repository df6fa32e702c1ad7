//===- MemoizeTest.cpp - when the rule fires and when not ------*- C++ -*-===//

#include "Models.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

static std::vector<Finding> memo(Memo O) {
  Model M = program();
  M.Memos = {std::move(O)};
  return run(detectMemoize, M);
}

TEST(Memoize, firesOnExpensiveRepeats) {
  std::vector<Finding> Found = memo(repeatedCalls());
  ASSERT_EQ(Found.size(), 1u);
  const Finding &F = Found[0];
  EXPECT_EQ(F.Rule, "memoize");
  EXPECT_EQ(F.Line, 20u); // the declaration of outer
  EXPECT_EQ(F.TheGroup, Group::Caching);
  EXPECT_EQ(F.TheConfidence, Confidence::High);
  EXPECT_GT(F.SavingNs.Low, 700e6);
  EXPECT_LE(F.SavingNs.High, 800e6);
  EXPECT_EQ(evidence(F, "calls")->getAsInteger(), 1000);
  EXPECT_EQ(evidence(F, "distinct_arguments")->getAsInteger(), 10);
  EXPECT_EQ(evidence(F, "repeat_share")->getAsNumber(), 0.99);
  EXPECT_NE(F.After.find("std::unordered_map<int, double> Cache"),
            std::string::npos);
}

/// Samples: outer's own lines and its callee's took 40 ms of a second, whatever the
/// clock around its calls says.
TEST(Memoize, savesNoMoreThanSamplesFoundBelowTheFunction) {
  Model M = program();
  M.Memos = {repeatedCalls()};
  M.TheRun.SampledNs = 1'000'000'000;
  M.TheRun.SamplePeriodNs = 4'000'000;
  for (auto [Function, Ns] : {std::pair(0u, 960'000'000u), {1u, 30'000'000u},
                              {2u, 10'000'000u}}) {
    Line L;
    L.File = 0;
    L.Line = M.Functions[Function].Line + 1;
    L.Hits = 1;
    L.SelfNs = Ns;
    L.Function = Function;
    M.Lines.push_back(L);
  }
  std::vector<Finding> Found = run(detectMemoize, M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_GT(Found[0].SavingNs.High, 40e6);
  EXPECT_LT(Found[0].SavingNs.High, 80e6);
}

TEST(Memoize, isWithdrawnWhenARepeatGaveAnotherResult) {
  Memo O = repeatedCalls();
  O.Conflicts = 1;
  EXPECT_TRUE(memo(O).empty());
}

TEST(Memoize, staysSilentWhereObservationWasSwitchedOff) {
  Memo O = repeatedCalls();
  for (uint64_t State :
       {HONE_MEMO_STATE_NEW, HONE_MEMO_STATE_CHEAP, HONE_MEMO_STATE_UNIQUE}) {
    O.State = State;
    EXPECT_TRUE(memo(O).empty()) << State;
  }
}

TEST(Memoize, staysSilentWhenArgumentsNeverRepeat) {
  Memo O = repeatedCalls();
  O.Distinct = 1000;
  O.RepeatCalls = O.RepeatNs = 0;
  EXPECT_TRUE(memo(O).empty());
}

TEST(Memoize, staysSilentWhenTheKeyCostsAsMuchAsTheWork) {
  Memo O = repeatedCalls();
  O.KeyNs = 500'000; // stellar-core's bit sets: 99 % hits would not help
  EXPECT_TRUE(memo(O).empty());
}

TEST(Memoize, asksForTwiceTheCostOfTheCache) {
  Memo O = repeatedCalls();
  O.Observed = 1'000'000;
  O.RepeatCalls = 999'990;
  O.RepeatNs = 83 * O.RepeatCalls; // 60 and the clock; a look-up costs 37
  EXPECT_TRUE(memo(O).empty());
  O.RepeatNs = 200 * O.RepeatCalls;
  EXPECT_EQ(memo(O).size(), 1u);
}

TEST(Memoize, isLessSureOfFunctionsThatReadGlobals) {
  Memo O = repeatedCalls();
  O.Proven = false;
  O.ReadsGlobals = true;
  O.Purity = "reads globals table, limit";
  std::vector<Finding> Found = memo(O);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].TheConfidence, Confidence::Medium);
  EXPECT_NE(Found[0].ConfidenceWhy.find("table, limit"), std::string::npos);
  bool Named = false;
  for (const Risk &R : Found[0].Risks)
    Named |= !R.Checked && R.Text.find("table, limit") != std::string::npos;
  EXPECT_TRUE(Named);
}

TEST(Memoize, saysWhatIsAnEstimate) {
  Memo O = repeatedCalls();
  O.Distinct = 500;
  O.Sampled = 200;
  std::vector<Finding> Found = memo(O);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_NE(Found[0].Observed[0].find("about 500"), std::string::npos);
  EXPECT_EQ(evidence(Found[0], "distinct_is_estimate")->getAsBoolean(), true);
  EXPECT_EQ(evidence(Found[0], "repeat_share")->getAsNumber(), 0.5);
}

TEST(Memoize, advisesToComputeOnceWhatNeverChanges) {
  Memo O = repeatedCalls();
  O.Distinct = 1;
  O.RepeatCalls = 999;
  std::vector<Finding> Found = memo(O);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_NE(Found[0].After.find("const double Value = outer(A)"),
            std::string::npos);
}

TEST(Memoize, seesRecursion) {
  Model M = program();
  M.Functions[1].Calls = 2'000'000;
  M.Functions[1].PrimitiveCalls = 1;
  Memo O = repeatedCalls();
  O.Observed = 2'000'000;
  O.Distinct = 31;
  O.RepeatCalls = 28;
  M.Memos = {O};
  std::vector<Finding> Found = run(detectMemoize, M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(evidence(Found[0], "recursive")->getAsBoolean(), true);
  EXPECT_NE(Found[0].Observed.back().find("59 calls are left of 2,000,000"),
            std::string::npos);
}

TEST(Memoize, keysSeveralArgumentsByATuple) {
  Memo O = repeatedCalls();
  O.ArgumentTypes = "int, const std::__cxx11::basic_string<char, "
                    "std::char_traits<char>, std::allocator<char> > &";
  std::string After = memo(O)[0].After;
  EXPECT_NE(After.find("std::tuple<int, std::string> Key(A, B)"),
            std::string::npos)
      << After;
}

TEST(Memoize, givesEachThreadItsCacheWhereThereAreThreads) {
  Model M = program();
  M.Memos = {repeatedCalls()};
  EXPECT_EQ(run(detectMemoize, M)[0].After.find("thread_local"),
            std::string::npos);
  M.TheRun.Threads = 4;
  EXPECT_NE(run(detectMemoize, M)[0].After.find("thread_local"),
            std::string::npos);
}

TEST(Memoize, knowsLessWhereHoneTookMuch) {
  Model M = program();
  M.Memos = {repeatedCalls()};
  M.TheRun.CpuNs *= 10; // no upper bound here
  Interval Sure = run(detectMemoize, M)[0].SavingNs;
  M.TheRun.OverheadPct = 50;
  Interval Unsure = run(detectMemoize, M)[0].SavingNs;
  EXPECT_NEAR(Unsure.Mid, Sure.Mid, 1e6);
  EXPECT_NEAR(Sure.Mid - Sure.Low, 80e6, 1e6);
  EXPECT_NEAR(Unsure.Mid - Unsure.Low, 160e6, 1e6);
}
