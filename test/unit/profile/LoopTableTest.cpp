//===- LoopTableTest.cpp - loops of flow graphs ---------------------------===//

#include "lib/profile/LoopTable.h"
#include "lib/profile/Solver.h"
#include "gtest/gtest.h"

using namespace hone;

namespace {

/// for (line 1) { if (line 3) continue; while (line 5) line 6; }
///
///   1 -> 2; 2 -> 3, 7; 3 -> 2 (continue), 4; 4 -> 5, 6; 5 -> 4; 6 -> 2; 7 -> 0
FunctionCopy nest() {
  FunctionCopy Copy;
  Copy.Function = 0;
  Copy.Files = {0};
  FunctionInfo &Info = Copy.Info;
  Info.NumNodes = 8;
  Info.Edges = {{0, 1, 1, EDGE_FLOW}, {1, 2, 0, EDGE_FLOW},
                {2, 3, 2, EDGE_FLOW}, {2, 7, 0, EDGE_FLOW},
                {3, 2, 3, EDGE_FLOW}, {3, 4, 0, EDGE_FLOW},
                {4, 5, 4, EDGE_FLOW}, {5, 4, 0, EDGE_FLOW},
                {4, 6, 0, EDGE_FLOW}, {6, 2, 0, EDGE_FLOW},
                {7, 0, 0, EDGE_RETURN}};
  uint32_t NodeLines[] = {0, 0, 1, 3, 5, 6, 7, 9};
  for (uint32_t Number : NodeLines) {
    Info.Lines.emplace_back();
    if (Number)
      Info.Lines.back().push_back({0, Number});
  }
  // Called 2 times, 20 turns, 5 of them cut short, 300 turns within.
  FlowCounts Counts = solveFlow(8, Info.Edges, {2, 20, 5, 300});
  Copy.NodeCounts = Counts.Nodes;
  Copy.EdgeCounts = Counts.Edges;
  return Copy;
}

TEST(LoopTable, FindsNestedLoopsWithEntriesAndTurns) {
  LoopTable Table;
  Table.addCopy(nest());
  std::vector<Loop> Loops = Table.loops();
  ASSERT_EQ(Loops.size(), 2u);
  EXPECT_EQ(Loops[0].Line, 1u);
  EXPECT_EQ(Loops[0].LastLine, 7u);
  EXPECT_EQ(Loops[0].Entries, 2u);
  EXPECT_EQ(Loops[0].Turns, 20u);
  EXPECT_EQ(Loops[1].Line, 5u);
  EXPECT_EQ(Loops[1].LastLine, 6u);
  EXPECT_EQ(Loops[1].Entries, 15u);
  EXPECT_EQ(Loops[1].Turns, 300u);
}

TEST(LoopTable, CopiesOfOneLoopAreSummed) {
  LoopTable Table;
  Table.addCopy(nest());
  Table.addCopy(nest());
  ASSERT_EQ(Table.loops().size(), 2u);
  EXPECT_EQ(Table.loops()[1].Turns, 600u);
}

TEST(LoopTable, AJumpIntoALoopIsStillALoop) {
  // 1 -> 2, 3; 2 -> 3; 3 -> 2, 4; 4 -> 0: two ways in.
  FunctionCopy Copy;
  Copy.Function = 0;
  Copy.Files = {0};
  Copy.Info.NumNodes = 5;
  Copy.Info.Edges = {{0, 1, 1, EDGE_FLOW}, {1, 2, 2, EDGE_FLOW},
                     {1, 3, 0, EDGE_FLOW}, {2, 3, 0, EDGE_FLOW},
                     {3, 2, 3, EDGE_FLOW}, {3, 4, 0, EDGE_FLOW},
                     {4, 0, 0, EDGE_RETURN}};
  for (uint32_t Number = 0; Number != 5; ++Number)
    Copy.Info.Lines.push_back({{0, Number}});
  FlowCounts Counts = solveFlow(5, Copy.Info.Edges, {1, 1, 50});
  Copy.NodeCounts = Counts.Nodes;
  Copy.EdgeCounts = Counts.Edges;
  LoopTable Table;
  Table.addCopy(Copy);
  ASSERT_EQ(Table.loops().size(), 1u);
  EXPECT_EQ(Table.loops()[0].Turns, 50u);
}

TEST(LoopTable, AFunctionWithoutCodeHasNone) {
  LoopTable Table;
  Table.addCopy(FunctionCopy());
  EXPECT_TRUE(Table.loops().empty());
}

} // namespace
