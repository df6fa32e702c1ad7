//===- LineCounterTest.cpp - the definition of a line's hits --------------===//

#include "lib/profile/LineCounter.h"
#include "SampleProfile.h"
#include "lib/profile/Solver.h"
#include "gtest/gtest.h"
#include <map>

using namespace hone;
using namespace hone::test;

namespace {

FunctionCopy copy(FunctionInfo Info, const std::vector<U64> &Counters,
                  FunctionId Function = 0) {
  FunctionCopy Copy;
  Copy.Function = Function;
  Copy.Files.assign(Info.Files.size(), 0);
  FlowCounts Counts = solveFlow(Info.NumNodes, Info.Edges, Counters);
  Copy.NodeCounts = Counts.Nodes;
  Copy.EdgeCounts = Counts.Edges;
  Copy.Info = std::move(Info);
  return Copy;
}

std::map<uint32_t, uint64_t> hits(const std::vector<FunctionCopy> &Copies) {
  std::map<uint32_t, uint64_t> Result;
  for (const LineCount &Line : countLines(Copies).Lines)
    Result[Line.Line] = Line.Hits;
  return Result;
}

using Hits = std::map<uint32_t, uint64_t>;

/// f: line 1 declaration, 2 a call that may not come back, 3 what follows it.
FunctionInfo callThenLine() {
  FunctionInfo Info;
  Info.LinkageName = "f";
  Info.Files = {1};
  Info.DeclLine = 1;
  Info.NumNodes = 3;
  Info.Edges = {{0, 1, 1, EDGE_FLOW},
                {1, 2, 2, EDGE_FLOW},
                {1, 0, 0, EDGE_LEAVE},
                {2, 0, 0, EDGE_RETURN}};
  Info.Lines = {{}, {{0, 2}}, {{0, 3}}};
  Info.Regions = {1};
  Info.CoverageMap = encodeMap({{0, 1, 10, 4, 2}});
  return Info;
}

} // namespace

TEST(LineCounter, AgreesWithTheRegionsOfTheMap) {
  // Line 2 is in the function's region, which counts entries; the loop head's
  // 53 executions are not what llvm-cov calls the line's count here.
  EXPECT_EQ(hits({copy(priceInfo(1), {10, 50, 7})}),
            (Hits{{2, 10}, {3, 50}, {4, 50}, {5, 10}, {6, 10}}));
}

TEST(LineCounter, SumsCopiesAndInstantiations) {
  FunctionInfo First = priceInfo(1), Second = priceInfo(1);
  Second.LinkageName = "_Z5pricel";
  EXPECT_EQ(hits({copy(First, {10, 50, 7}), copy(First, {1, 5, 1}),
                  copy(Second, {2, 4, 0}, 1)}),
            (Hits{{2, 13}, {3, 59}, {4, 59}, {5, 13}, {6, 13}}));
}

TEST(LineCounter, CountsWhatWasReallyExecutedWhenACallDoesNotComeBack) {
  // llvm-cov would show 10 on line 3, too: 4 of the calls on line 2 threw.
  EXPECT_EQ(hits({copy(callThenLine(), {10, 6})}), (Hits{{2, 10}, {3, 6}}));
  EXPECT_EQ(abnormalExits(copy(callThenLine(), {10, 6})), 4u);
}

TEST(LineCounter, AnExceptionThatIsCaughtIsNoAbnormalExit) {
  FunctionInfo Info = callThenLine();
  // EXIT -> landing pad (node 3) -> return
  Info.NumNodes = 4;
  Info.Edges.push_back({0, 3, 3, EDGE_FLOW});
  Info.Edges.push_back({3, 0, 0, EDGE_RETURN});
  Info.Lines.push_back({{0, 3}});
  EXPECT_EQ(abnormalExits(copy(Info, {10, 6, 3})), 1u);
}

TEST(LineCounter, UsesTheCodesCountsWithoutAMap) {
  FunctionInfo Info = priceInfo(1);
  Info.CoverageMap.clear();
  Info.Regions.clear();
  EXPECT_EQ(hits({copy(Info, {10, 50, 7})}),
            (Hits{{2, 53}, {3, 50}, {4, 7}, {5, 3}, {6, 3}}));
}

TEST(LineCounter, ImplicitFunctionsOfOneLineDoNotAddUp) {
  std::vector<FunctionCopy> Copies;
  for (FunctionId Id = 0; Id != 3; ++Id) {
    FunctionInfo Info;
    Info.LinkageName = "member" + std::to_string(Id);
    Info.Files = {1};
    Info.DeclLine = 5;
    Info.DeclColumn = Id; // three functions, not three instances of one
    Info.NumNodes = 2;
    Info.Edges = {{0, 1, 1, EDGE_FLOW}, {1, 0, 0, EDGE_RETURN}};
    Info.Lines = {{}, {{0, 5}}};
    Copies.push_back(copy(Info, {Id + 1}, Id));
  }
  EXPECT_EQ(hits(Copies), (Hits{{5, 3}}));
}

TEST(LineCounter, LeavesOutMappedLinesWithoutCode) {
  FunctionInfo Info = priceInfo(1);
  Info.Lines[5] = {{0, 5}}; // the closing brace carries no code now
  EXPECT_EQ(hits({copy(Info, {10, 50, 7})}).count(6), 0u);
}

TEST(LineCounter, DoesWithoutAMalformedMap) {
  FunctionInfo Info = priceInfo(1);
  Info.CoverageMap = "\xff\xff\xff";
  LineCounts Counts = countLines({copy(Info, {10, 50, 7})});
  EXPECT_EQ(Counts.Lines.size(), 5u);
  ASSERT_EQ(Counts.Notes.size(), 1u);
  EXPECT_NE(Counts.Notes[0].find("_Z5pricei"), std::string::npos);
}
