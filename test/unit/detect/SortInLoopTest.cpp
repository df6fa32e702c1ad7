//===- SortInLoopTest.cpp - when the rule fires and when not ---*- C++ -*-===//

#include "ContainerModels.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

/// One vector, sorted 2,000 times in 100 us, each time with one new element.
static Model scores() {
  Model M = program();
  ContainerId Id = addContainer(M, "std::vector<long>", "Scores");
  addOperation(M, Id, HONE_OP_Construct, 1);
  addOperation(M, Id, HONE_OP_PushBack, 4'000);
  addObserved(M, Id, HONE_OP_Sort, 2'000, 100'000, 3'000, 33);
  return M;
}

static std::vector<Finding> judge(const Model &M) {
  return judge(detectSortInLoop, M);
}

TEST(SortInLoop, firesWhereFewElementsChangeInBetween) {
  std::vector<Finding> Found = judge(scores());
  ASSERT_EQ(Found.size(), 1u);
  const Finding &F = Found[0];
  EXPECT_EQ(F.Line, 33u);
  EXPECT_EQ(F.TheConfidence, Confidence::Medium);
  EXPECT_GT(F.SavingNs.Low, 150e6);
  EXPECT_LT(F.SavingNs.Mid, 200e6);
  EXPECT_EQ(evidence(F, "changes_per_sort")->getAsNumber(), 2.0);
  EXPECT_NE(F.After.find("std::upper_bound"), std::string::npos);
}

TEST(SortInLoop, sortsOnceWhatNeverChanges) {
  Model M = scores();
  M.Operations[1].Count = 0;
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_NE(Found[0].Fix.find("Sort it once"), std::string::npos);
}

TEST(SortInLoop, staysSilentWhereMoreThanAnEighthChanges) {
  Model M = scores();
  M.Operations[1].Count = 2'000 * 400;
  EXPECT_TRUE(judge(M).empty());
}

TEST(SortInLoop, staysSilentOnContentsThatAreReplaced) {
  for (OperationKind Kind : {HONE_OP_Assign, HONE_OP_Clear, HONE_OP_Swap,
                             HONE_OP_Copy, HONE_OP_Move, HONE_OP_Resize}) {
    Model M = scores();
    addOperation(M, 0, Kind, 1'000);
    EXPECT_TRUE(judge(M).empty()) << Kind;
  }
}

TEST(SortInLoop, staysSilentOnOnesThatAreMadeForEachSort) {
  Model M = scores();
  M.Operations[0].Count = 2'000;
  M.Operations[1].Count = 2'000; // whatever they are filled by
  EXPECT_TRUE(judge(M).empty());
}

TEST(SortInLoop, staysSilentOnAFewElements) {
  Model M = scores();
  M.Operations[1].Count = 0;
  M.Operations[2].Sample->Sizes = 5 * M.Operations[2].Sample->Observed;
  EXPECT_TRUE(judge(M).empty());
}

TEST(SortInLoop, staysSilentWhereSortingIsAsFastAsInserting) {
  Model M = scores();
  M.Operations[1].Count = 2'000 * 300;
  EXPECT_TRUE(judge(M).empty());
}

TEST(SortInLoop, isNotSureOfElementsThatAreReached) {
  Model M = scores();
  addOperation(M, 0, HONE_OP_Index, 100); // too few to matter
  EXPECT_EQ(judge(M)[0].TheConfidence, Confidence::Medium);
  addOperation(M, 0, HONE_OP_Index, 2'000);
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].TheConfidence, Confidence::Low);
  EXPECT_NE(Found[0].ConfidenceWhy.find("in place"), std::string::npos);
}

TEST(SortInLoop, knowsListsByTheirMember) {
  Model M = scores();
  M.Containers[0].Type = "std::list<long>";
  M.Operations[2].Kind = HONE_OP_Reorder;
  EXPECT_EQ(judge(M).size(), 1u);
  M.Containers[0].Type = "std::vector<long>"; // that cannot be
  EXPECT_TRUE(judge(M).empty());
}
