//===- EdgeTableTest.cpp - joining static and timed call edges ------------===//

#include "lib/profile/EdgeTable.h"
#include "gtest/gtest.h"

using namespace hone;

TEST(EdgeTable, TakesCallsFromTheStaticAndTimeFromTheTimedEdge) {
  EdgeTable Table;
  Table.addStatic(1, 2, 0, 13, 100);
  Table.addTimed(1, 2, 0, 13, 40, 5000);
  std::vector<Edge> Edges = Table.edges();
  ASSERT_EQ(Edges.size(), 1u);
  EXPECT_EQ(Edges[0].Calls, 100u);
  EXPECT_EQ(Edges[0].TotalNs, 5000u);
}

TEST(EdgeTable, KeepsTimedEdgesThatNoStaticSiteKnows) {
  EdgeTable Table;
  Table.addTimed(NoId, 2, NoId, 0, 1, 10);
  Table.addTimed(1, 2, 0, 7, 40, 5000);
  std::vector<Edge> Edges = Table.edges();
  ASSERT_EQ(Edges.size(), 2u);
  EXPECT_EQ(Edges[0].Line, 7u);
  EXPECT_EQ(Edges[1].Caller, NoId);
}

TEST(EdgeTable, SharesOutTimeWithoutAPlace) {
  EdgeTable Table;
  Table.addStatic(1, 2, 0, 13, 30);
  Table.addStatic(1, 2, 0, 14, 10);
  Table.addTimed(1, 2, NoId, 0, 40, 4000);
  std::vector<Edge> Edges = Table.edges();
  ASSERT_EQ(Edges.size(), 2u);
  EXPECT_EQ(Edges[0].TotalNs, 3000u);
  EXPECT_EQ(Edges[1].TotalNs, 1000u);
}

TEST(EdgeTable, LeavesOutCallsThatWereNotMade) {
  EdgeTable Table;
  Table.addStatic(1, 2, 0, 13, 0);
  EXPECT_TRUE(Table.edges().empty());
}

TEST(EdgeTable, KnowsDirectRecursion) {
  EdgeTable Table;
  Table.addStatic(1, 1, 0, 9, 5);
  Table.addStatic(1, 1, 0, 10, 6);
  Table.addStatic(1, 2, 0, 10, 7);
  EXPECT_EQ(Table.selfCalls(1), 11u);
  EXPECT_EQ(Table.selfCalls(2), 0u);
}
