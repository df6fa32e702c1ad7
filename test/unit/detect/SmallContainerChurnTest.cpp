//===- SmallContainerChurnTest.cpp - when the rule fires -------*- C++ -*-===//

#include "ContainerModels.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

/// A vector made 1,000,000 times in 1,000 calls, each time with 10 elements.
static Model churn(const char *Type = "std::vector<long>") {
  Model M = program();
  ContainerId Id = addContainer(M, Type, "Row");
  addOperation(M, Id, HONE_OP_Construct, 1'000'000, 30);
  addOperation(M, Id, HONE_OP_PushBack, 10'000'000, 33);
  addObserved(M, Id, HONE_OP_Destroy, 1'000'000, 15, 10, 35);
  return M;
}

static std::vector<Finding> judge(const Model &M) {
  return judge(detectSmallContainerChurn, M);
}

TEST(SmallContainerChurn, firesOnAVectorMadeInEachTurnOfALoop) {
  std::vector<Finding> Found = judge(churn());
  ASSERT_EQ(Found.size(), 1u);
  const Finding &F = Found[0];
  EXPECT_EQ(F.Line, 12u);
  EXPECT_EQ(F.TheConfidence, Confidence::Medium);
  // 12 ns for each element, of which 2.5 are left; known to 30 %.
  EXPECT_NEAR(F.SavingNs.Low, 6.6e7, 0.6e7);
  EXPECT_LT(F.SavingNs.Low, F.SavingNs.Mid);
  EXPECT_EQ(evidence(F, "turns_per_call")->getAsNumber(), 1000.0);
  EXPECT_NE(F.After.find("Row.clear();"), std::string::npos);
}

TEST(SmallContainerChurn, staysSilentOnOneForEachCall) {
  Model M = churn();
  M.Functions[1].Calls = 1'000'000;
  EXPECT_TRUE(judge(M).empty());
}

TEST(SmallContainerChurn, staysSilentOnWhatIsMovedAwaySwappedOrKept) {
  for (OperationKind Kind : {HONE_OP_Move, HONE_OP_Swap, HONE_OP_Other}) {
    Model M = churn();
    addOperation(M, 0, Kind, 1);
    EXPECT_TRUE(judge(M).empty());
  }
  Model M = churn();
  M.Operations[2].Sample->Sizes = 0; // nothing is left in it
  EXPECT_TRUE(judge(M).empty());
  M = churn();
  M.Operations[2].Count = 0; // returned
  EXPECT_TRUE(judge(M).empty());
  M = churn();
  M.Operations[1].Flags = OPERATION_KEEPS;
  EXPECT_TRUE(judge(M).empty());
}

TEST(SmallContainerChurn, staysSilentOnEmptyOnesAndShortStrings) {
  Model M = churn();
  M.Operations[1].Count = 0;
  M.Operations[2].Sample->Sizes = 0;
  EXPECT_TRUE(judge(M).empty());
  EXPECT_TRUE(judge(churn("std::string")).empty()); // of 10 characters
}

TEST(SmallContainerChurn, staysSilentOnNodesWhichClearGivesBack) {
  EXPECT_TRUE(judge(churn("std::map<int, int>")).empty());
  EXPECT_TRUE(judge(churn("std::list<int>")).empty());
}

TEST(SmallContainerChurn, staysSilentOnMembersAndTemporaries) {
  Model M = churn();
  M.Containers[0].Kind = VARIABLE_MEMBER;
  EXPECT_TRUE(judge(M).empty());
  M = churn();
  M.Containers[0].Name.clear();
  EXPECT_TRUE(judge(M).empty());
}

TEST(SmallContainerChurn, countsOneAllocationWhereRoomIsReserved) {
  Model M = churn();
  double Growing = judge(M)[0].SavingNs.Mid;
  addOperation(M, 0, HONE_OP_Reserve, 1'000'000);
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_LT(Found[0].SavingNs.Mid, Growing / 2);
}

TEST(SmallContainerChurn, promisesNoMoreThanTheLinesTake) {
  Model M = churn();
  addLine(M, 33, 10'000'000);
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_LT(Found[0].SavingNs.High, 25e6);
}
