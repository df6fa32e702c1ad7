//===- ComputeOnceTest.cpp - when the rule fires and when not -----*- C++ -*-===//

#include "Models.h"
#include "hone/Abi.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

/// main calls outer 1000 times, that calls inner; of inner are 400 ms, in outer
/// 100 ms more.
static Model repeated(uint64_t HitsInOuter) {
  Model M = program();
  M.TheRun.SamplePeriodNs = 4'000'000;
  M.TheRun.SampledNs = 1'000'000'000;
  M.Functions[0].Calls = 1;
  M.Functions[1].Calls = M.Functions[2].Calls = 1000;
  M.Functions[1].SampledTotalNs = 500'000'000;
  M.Functions[2].SampledTotalNs = 400'000'000;
  M.Edges = {{0, 1, 0, 12, 1000, {}}, {1, 2, 0, 22, 1000, {}}};
  M.Lines.clear();
  for (auto [Function, Number, Hits] :
       {std::tuple(1u, 22u, uint64_t(1000)), {1u, 23u, HitsInOuter},
        {2u, 32u, uint64_t(1000)}, {2u, 33u, uint64_t(7000)}}) {
    Line L;
    L.File = 0;
    L.Line = Number;
    L.Function = Function;
    L.Hits = Hits;
    L.TotalNs = 300'000'000;
    M.Lines.push_back(L);
  }
  M.NamedReads = {{2, 32, "fopen", HONE_MEMO_STATE_ARMED, 1000, 1}};
  return M;
}

TEST(ComputeOnce, whatDoesTheSameInEachCallIsSaved) {
  std::vector<Finding> Found = run(detectComputeOnce, repeated(5000));
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Line, 12u);
  EXPECT_EQ(Found[0].Function, 0u);
  EXPECT_NEAR(Found[0].SavingNs.Mid, 500e6 * 0.999, 1);
  EXPECT_LT(Found[0].SavingNs.Low, 400e6);
}

TEST(ComputeOnce, aCallerThatDoesOtherThingsEachTimeIsNot) {
  std::vector<Finding> Found = run(detectComputeOnce, repeated(5400));
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Line, 22u);
  EXPECT_NEAR(Found[0].SavingNs.Mid, 400e6 * 0.999, 1);
}

TEST(ComputeOnce, aLoopAroundTheCallSavesItsLine) {
  Model M = repeated(5000);
  M.Functions[2].Calls = 10;
  std::vector<Finding> Found = run(detectComputeOnce, M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Line, 32u);
  EXPECT_NEAR(Found[0].SavingNs.Mid, 300e6 * 0.999, 1);
}

TEST(ComputeOnce, otherNamesAndFewCallsAreSilent) {
  Model M = repeated(5000);
  M.NamedReads[0].Distinct = 500;
  EXPECT_TRUE(run(detectComputeOnce, M).empty());
  M.NamedReads[0] = {2, 32, "fopen", HONE_MEMO_STATE_ARMED, 10, 1};
  EXPECT_TRUE(run(detectComputeOnce, M).empty());
  EXPECT_TRUE(run(detectComputeOnce, program()).empty());
}
