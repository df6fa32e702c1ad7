//===- SampledTimesTest.cpp - what samples say of lines and functions -----===//

#include "lib/profile/SampledTimes.h"
#include "lib/profile/Poisson.h"
#include "gtest/gtest.h"

using namespace hone;

namespace {

constexpr uint64_t Period = 1'000'000;

/// Functions main (0), recursive (1) and inlined (2) in one file of lines 1 to
/// 9, and hooks on the first two.
class SampledTimes : public testing::Test {
protected:
  SampledTimes() {
    M.Files.push_back({"a.c", "/src"});
    for (const char *Name : {"main", "recursive", "inlined"}) {
      Function F;
      F.LinkageName = F.Name = Name;
      F.File = 0;
      M.Functions.push_back(F);
    }
    for (auto [Id, Periods] : {std::pair(0, 1000), std::pair(1, 150)}) {
      Function &F = M.Functions[Id];
      F.SelfNs = F.TotalNs = F.TimedSelfNs = Periods * Period;
      F.Calls = F.TimedCalls = 1;
    }
    M.Functions[2].Calls = 1;
    M.TheRun.SamplePeriodNs = Period;
    for (uint32_t Number = 1; Number < 10;
         Number += 2) { // odd ones have counts
      Line L;
      L.File = 0;
      L.Line = Number;
      M.Lines.push_back(L);
    }
    addEdge(0, 1, 1);
    addEdge(1, 1, 3);
    addEdge(1, 2, 3);
  }

  void addEdge(FunctionId Caller, FunctionId Callee, uint32_t Line) {
    Edge E;
    E.Caller = Caller;
    E.Callee = Callee;
    E.File = 0;
    E.Line = Line;
    M.Edges.push_back(E);
  }
  uint32_t node(uint32_t Parent, FunctionId Function, uint32_t Line) {
    CallNode N;
    N.Parent = Parent;
    N.Function = Function;
    N.File = 0;
    N.Line = Line;
    M.CallTree.push_back(N);
    return uint32_t(M.CallTree.size() - 1);
  }
  uint32_t outside(uint32_t Parent, const char *Name) {
    CallNode N;
    N.Parent = Parent;
    N.IsOutside = true;
    N.Name = Name;
    M.CallTree.push_back(N);
    return uint32_t(M.CallTree.size() - 1);
  }
  void samples(uint32_t Node, FunctionId Stratum, uint64_t Count) {
    Sample S;
    S.Node = Node;
    S.Stratum = Stratum;
    S.Count = Count;
    S.Taken = double(Count);
    S.PeriodNs = Period;
    M.Samples.push_back(S);
  }
  const Line &line(uint32_t Number) const { return M.Lines[Number / 2]; }

  Model M;
};

} // namespace

TEST_F(SampledTimes, CountRecursionOnce) {
  uint32_t Main = node(NoId, 0, 1);
  uint32_t Outer = node(Main, 1, 3), Inner = node(Outer, 1, 3);
  samples(Main, 0, 1);
  samples(Outer, 1, 10);
  samples(Inner, 1, 100);
  attributeSamples(M);
  EXPECT_EQ(M.TheRun.SampledNs, 111 * Period);
  EXPECT_EQ(line(3).SelfNs, 110 * Period);
  EXPECT_EQ(line(3).TotalNs, 110 * Period);
  EXPECT_EQ(line(1).TotalNs, 111 * Period);
  EXPECT_EQ(M.Functions[1].SampledTotalNs, 110 * Period);
  EXPECT_EQ(M.Edges[0].SampledTotalNs, 110 * Period);
  EXPECT_EQ(M.Edges[1].SampledTotalNs, 100 * Period);
  EXPECT_EQ(M.CallTree[Main].TotalNs, 111 * Period);
  EXPECT_EQ(M.CallTree[Main].SelfNs, Period);
}

TEST_F(SampledTimes, GoToTheLineThatCalledTheLibraryAndBackIntoIt) {
  uint32_t Main = node(NoId, 0, 1), Sort = outside(Main, "qsort");
  uint32_t Callback = node(Sort, 1, 5), Copy = outside(Callback, "memcpy");
  samples(Sort, 0, 3);
  samples(Copy, 1, 7);
  attributeSamples(M);
  EXPECT_EQ(line(1).SelfNs, 3 * Period);
  EXPECT_EQ(line(1).TotalNs, 10 * Period);
  ASSERT_EQ(line(1).Outside.size(), 1u);
  EXPECT_EQ(line(1).Outside[0].Name, "qsort");
  EXPECT_EQ(line(5).SelfNs, 7 * Period);
  EXPECT_EQ(M.Edges[0].SampledTotalNs, 7 * Period) << "through qsort";
}

TEST_F(SampledTimes, OfFunctionsWithoutHooksAreTakenFromWhoHasThem) {
  uint32_t Main = node(NoId, 0, 1), Caller = node(Main, 1, 3);
  uint32_t Inlined = node(Caller, 2, 7), Library = outside(Inlined, "exp");
  samples(Inlined, 1, 100);
  samples(Library, 1, 20);
  samples(Caller, 1, 30);
  attributeSamples(M);
  EXPECT_EQ(M.Functions[2].SelfNs, 120 * Period);
  EXPECT_EQ(M.Functions[2].TotalNs, 120 * Period);
  EXPECT_TRUE(M.Functions[2].SelfIsSampled);
  EXPECT_EQ(M.Functions[1].SelfNs, 30 * Period);
  EXPECT_EQ(M.Functions[1].CpuNs, 30 * Period);
  EXPECT_FALSE(M.Functions[1].SelfIsSampled);
  EXPECT_EQ(M.Functions[0].SelfNs, 1000 * Period) << "off the processor";
  EXPECT_EQ(M.Functions[0].CpuNs, 0u);
}

TEST_F(SampledTimes, ShareOutWhatHooksKnow) {
  M.Functions[1].TimedSelfNs = 160 * Period; // 150 samples are no contradiction
  uint32_t Caller = node(node(NoId, 0, 1), 1, 3), Inlined = node(Caller, 2, 7);
  samples(Inlined, 1, 75);
  samples(Caller, 1, 75);
  attributeSamples(M);
  EXPECT_EQ(M.Functions[1].CpuNs, 80 * Period);
  EXPECT_EQ(M.Functions[2].CpuNs, 80 * Period);
  EXPECT_EQ(line(7).SelfNs, 80 * Period);
}

TEST_F(SampledTimes, OfAFunctionThatTookNothingAreChance) {
  M.Functions[1].TimedSelfNs = 1000;
  uint32_t Main = node(NoId, 0, 1), Callee = node(Main, 1, 3);
  samples(Main, 0, 1000);
  samples(Callee, 1, 1);
  attributeSamples(M);
  EXPECT_EQ(M.Functions[1].CpuNs, 1000u);
}

TEST_F(SampledTimes, AreNoMoreThanTheCpuTimeOfTheProcess) {
  M.Functions[1].TimedSelfNs = 160 * Period;
  M.Functions[0].TimedSelfNs = std::nullopt;
  M.TheRun.CpuNs = 200 * Period;
  M.TheRun.OverheadPct = 50;
  samples(node(node(NoId, 0, 1), 1, 3), 1, 150);
  attributeSamples(M);
  EXPECT_EQ(M.Functions[1].CpuNs, 100 * Period);
}

TEST_F(SampledTimes, InALibraryWithoutItsCallersAreTheInnermostTimedFunctions) {
  samples(outside(NoId, "unwinder"), 1, 150);
  attributeSamples(M);
  EXPECT_EQ(M.Functions[1].CpuNs, 150 * Period);
}

TEST_F(SampledTimes, OfAFunctionThatNoSampleMetAreWhatHooksSay) {
  M.Functions[1].TimedSelfNs = 2 * Period;
  samples(node(NoId, 0, 1), 0, 1000);
  attributeSamples(M);
  EXPECT_EQ(M.Functions[1].CpuNs, 2 * Period);
  EXPECT_EQ(M.Functions[0].CpuNs, 1000 * Period);
}

TEST_F(SampledTimes, SayNothingOfFunctionsFromFewSamples) {
  samples(node(NoId, 2, 7), 0, 9);
  attributeSamples(M);
  EXPECT_FALSE(M.Functions[2].SelfNs.has_value());
  EXPECT_EQ(M.Functions[2].SampledSelfNs, 9 * Period);
}

TEST_F(SampledTimes, OfLinesWithoutACountGoToTheNextOne) {
  samples(node(NoId, 0, 2), 0, 1);
  samples(node(NoId, 0, 20), 0, 2);
  attributeSamples(M);
  EXPECT_EQ(line(3).SelfNs, Period);
  EXPECT_EQ(line(9).SelfNs, 2 * Period);
}

TEST_F(SampledTimes, ComeWithTheirBounds) {
  samples(node(NoId, 0, 1), 0, 100);
  attributeSamples(M);
  // Exact: 81.36 and 121.63 (Ulm, Am. J. Epidemiology 131, 1990).
  EXPECT_NEAR(double(*line(1).SelfLowNs), 81.36e6, 0.1e6);
  EXPECT_NEAR(double(*line(1).SelfHighNs), 121.63e6, 0.1e6);
  EXPECT_EQ(line(3).SelfLowNs, 0u);
  EXPECT_NEAR(double(*line(3).SelfHighNs), 3.69e6, 0.05e6);
}

TEST_F(SampledTimes, AreLessCertainWhereOneSampleStandsForSeveral) {
  samples(node(NoId, 0, 1), 0, 400);
  M.Samples[0].Taken = 100;
  attributeSamples(M);
  EXPECT_EQ(line(1).SelfNs, 400 * Period);
  EXPECT_EQ(line(1).Samples, 100u);
  EXPECT_NEAR(double(*line(1).SelfLowNs), 4 * 81.36e6, 0.4e6);
}

TEST(PoissonInterval, AgreesWithTheExactOne) {
  // 2.5 % and 97.5 % quantiles of chi-square, halved.
  const double Exact[][3] = {{0, 0, 3.689},       {1, 0.0253, 5.572},
                             {2, 0.2422, 7.225},  {5, 1.6235, 11.668},
                             {10, 4.7954, 18.39}, {1000, 938.97, 1063.9}};
  for (const auto &[Count, Low, High] : Exact) {
    auto [FoundLow, FoundHigh] = poissonInterval(Count);
    EXPECT_NEAR(FoundLow, Low, 0.02 + Low / 100) << Count;
    EXPECT_NEAR(FoundHigh, High, High / 100) << Count;
  }
}

TEST_F(SampledTimes, AFunctionWithoutCountsWorksForTheLineThatCalledIt) {
  uint32_t Main = node(NoId, 0, 1);
  uint32_t Implicit = node(Main, NoId, 4); // the next line with counts is 5
  uint32_t Library = outside(Implicit, "free");
  samples(Main, 0, 10);
  samples(Implicit, 0, 20);
  samples(Library, 0, 30);
  attributeSamples(M);
  EXPECT_EQ(line(1).SelfNs, 60 * Period);
  EXPECT_EQ(line(5).SelfNs, 0u);
  EXPECT_EQ(M.Functions[0].SampledSelfNs, 60 * Period);
}
