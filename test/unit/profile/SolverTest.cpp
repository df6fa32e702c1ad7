//===- SolverTest.cpp - flow conservation ---------------------------------===//

#include "lib/profile/Solver.h"
#include "SampleProfile.h"
#include "gtest/gtest.h"

using namespace hone;
using namespace hone::test;

TEST(Solver, SolvesTheSpanningTree) {
  FlowCounts Counts = solveFlow(6, priceInfo(1).Edges, {10, 50, 7});
  EXPECT_TRUE(Counts.IsComplete);
  EXPECT_EQ(Counts.Violation, 0u);
  EXPECT_EQ(Counts.Edges, (std::vector<I64>{10, 10, 50, 3, 7, 43, 7, 3}));
  EXPECT_EQ(Counts.Nodes, (std::vector<U64>{0, 10, 53, 50, 7, 3}));
}

TEST(Solver, TellsHowFarCountersContradictEachOther) {
  // 60 finds in 50 turns.
  FlowCounts Counts = solveFlow(6, priceInfo(1).Edges, {10, 50, 60});
  EXPECT_EQ(Counts.Violation, 50u);
  for (I64 Count : Counts.Edges)
    EXPECT_GE(Count, 0);
}

TEST(Solver, LeavesMayBeNegativeWhereACallComesBackTwice) {
  // setjmp: entered once, came back three times.
  std::vector<FlowEdge> Edges = {{0, 1, 1, EDGE_FLOW},
                                 {1, 2, 2, EDGE_FLOW},
                                 {1, 0, 0, EDGE_LEAVE},
                                 {2, 0, 0, EDGE_RETURN}};
  FlowCounts Counts = solveFlow(3, Edges, {1, 3});
  EXPECT_EQ(Counts.Violation, 0u);
  EXPECT_EQ(Counts.Edges[2], -2);
  EXPECT_EQ(Counts.Nodes[2], 3u);
}

TEST(Solver, SaysWhenCountersDoNotDetermineAll) {
  std::vector<FlowEdge> Edges = {{0, 1, 1, EDGE_FLOW},
                                 {1, 2, 0, EDGE_FLOW},
                                 {1, 2, 0, EDGE_FLOW},
                                 {2, 0, 0, EDGE_RETURN}};
  EXPECT_FALSE(solveFlow(3, Edges, {5}).IsComplete);
}

TEST(Solver, CountsOfManyNodesTakeLinearTime) {
  // A chain of 200,000 nodes with one counter: quadratic elimination would not
  // come to an end here.
  constexpr U32 Size = 200000;
  std::vector<FlowEdge> Edges = {{0, 1, 1, EDGE_FLOW}};
  for (U32 Node = 1; Node + 1 != Size; ++Node)
    Edges.push_back({Node, Node + 1, 0, EDGE_FLOW});
  Edges.push_back({Size - 1, 0, 0, EDGE_RETURN});
  FlowCounts Counts = solveFlow(Size, Edges, {9});
  EXPECT_EQ(Counts.Nodes[Size / 2], 9u);
}
