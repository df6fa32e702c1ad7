//===- FrontInsertEraseTest.cpp - when the rule fires ----------*- C++ -*-===//

#include "ContainerModels.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

/// Half a second in 10,000 erasures of the first of 20,000 elements.
static Model queue() {
  Model M = program();
  ContainerId Id = addContainer(M, "std::vector<int>");
  addOperation(M, Id, HONE_OP_Construct, 1);
  addOperation(M, Id, HONE_OP_PushBack, 30'000);
  OperationSample &S =
      addObserved(M, Id, HONE_OP_EraseAt, 10'000, 50'000, 20'001, 33);
  S.Moved = 20'000 * S.Observed;
  S.AtFront = S.Observed;
  return M;
}

static std::vector<Finding> judge(const Model &M) {
  return judge(detectFrontInsertErase, M);
}

static std::string alternative(const Finding &F) {
  return evidence(F, "alternative")->getAsString()->str();
}

TEST(FrontInsertErase, makesAQueueADeque) {
  Model M = queue();
  addOperation(M, 0, HONE_OP_Index, 10'000);
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  const Finding &F = Found[0];
  EXPECT_EQ(F.Line, 33u);
  EXPECT_EQ(F.OfContainer, 0u);
  EXPECT_EQ(alternative(F), "std::deque");
  EXPECT_EQ(F.TheConfidence, Confidence::Medium);
  // Nearly all of it goes, with what was measured known to 15 %.
  EXPECT_GT(F.SavingNs.Low, 400e6);
  EXPECT_GT(F.SavingNs.Mid, 490e6);
  EXPECT_LE(F.SavingNs.Low, F.SavingNs.Mid);
  EXPECT_LE(F.SavingNs.Mid, F.SavingNs.High);
  EXPECT_EQ(evidence(F, "erases")->getAsInteger(), 10'000);
  EXPECT_EQ(evidence(F, "mean_moved")->getAsNumber(), 20'000.0);
  EXPECT_NE(F.Title.find("'Items' (std::vector<int>)"), std::string::npos);
  EXPECT_NE(F.After.find("std::deque<int> Items"), std::string::npos);
}

TEST(FrontInsertErase, prefersAListWhereAWalkMayEraseElsewhere) {
  Model M = queue();
  addOperation(M, 0, HONE_OP_Advance, 0); // in code that erases
  EXPECT_EQ(alternative(judge(M)[0]), "std::list");
}

TEST(FrontInsertErase, scalesWhatWasSampledToTheExactCount) {
  Model M = queue();
  OperationSample &S = *M.Operations[2].Sample;
  for (double *Sum : {&S.Observed, &S.Ns, &S.Sizes, &S.Moved, &S.AtFront})
    *Sum /= 10;
  S.Samples = 1000;
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_GT(Found[0].SavingNs.Mid, 490e6);
}

TEST(FrontInsertErase, promisesNoMoreThanTheLinesTake) {
  Model M = queue();
  addLine(M, 33, 100'000'000);
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_LT(Found[0].SavingNs.Mid, 100e6);
}

TEST(FrontInsertErase, staysSilentOnAFewElementsByTheirCost) {
  Model M = queue();
  OperationSample &S = *M.Operations[2].Sample;
  M.Operations[2].Count = 10'000'000;
  S.Ns = 3 * S.Observed;
  S.Moved = 4 * S.Observed;
  S.Sizes = 5 * S.Observed;
  EXPECT_TRUE(judge(M).empty());
}

TEST(FrontInsertErase, staysSilentOnAFewOperationsHoweverSlow) {
  Model M = queue();
  M.Operations[2].Count = 9;
  EXPECT_TRUE(judge(M).empty());
}

TEST(FrontInsertErase, staysSilentOnDequesListsAndOnBacks) {
  Model M = queue();
  M.Containers[0].Type = "std::list<int>";
  EXPECT_TRUE(judge(M).empty());
  M.Containers[0].Type = "std::deque<int>"; // nothing moves at its ends
  M.Operations[2].Sample->Moved = 0;
  EXPECT_TRUE(judge(M).empty());
  M = queue();
  OperationSample &S = *M.Operations[2].Sample;
  S.AtBack = S.Observed;
  S.AtFront = S.Moved = 0;
  EXPECT_TRUE(judge(M).empty());
}

TEST(FrontInsertErase, leavesTheMiddleToTheOtherRule) {
  Model M = queue();
  M.Operations[2].Sample->AtFront = 100;
  EXPECT_TRUE(judge(M).empty());
}

/// bedtools' cache: walked from its front, most of what is passed is erased. In
/// 2,000 walks 20 elements of 2,000 go, and the walk ends after 20 others.
static Model sweep() {
  Model M = program();
  ContainerId Id =
      addContainer(M, "std::vector<BED>", "ChromSweep::Cache", VARIABLE_MEMBER);
  addOperation(M, Id, HONE_OP_PushBack, 42'000);
  addOperation(M, Id, HONE_OP_Begin, 2'000);
  addOperation(M, Id, HONE_OP_Advance, 40'000);
  OperationSample &S =
      addObserved(M, Id, HONE_OP_EraseAt, 40'000, 20'000, 2'000, 83);
  S.Moved = 1'990 * S.Observed;
  S.AtFront = 0.7 * S.Observed;
  S.ElementSize = 128;
  return M;
}

TEST(FrontInsertErase, makesAListOfWhatIsErasedInWalksFromTheFront) {
  std::vector<Finding> Found = judge(sweep());
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(alternative(Found[0]), "std::list");
  EXPECT_EQ(evidence(Found[0], "next_alternative")->getAsString(), "one pass");
  EXPECT_NE(Found[0].Fix.find("Next best"), std::string::npos);
  EXPECT_NE(Found[0].After.find("std::list<BED> Cache"), std::string::npos);
}

TEST(FrontInsertErase, prefersOnePassWhereWalksAreLong) {
  Model M = sweep();
  M.Operations[1].Count = 20;         // walks
  M.Operations[2].Count = 20'000'000; // elements passed in all
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(alternative(Found[0]), "one pass");
}

TEST(FrontInsertErase, proposesNoListForWhatIsIndexedOrSorted) {
  for (OperationKind Kind :
       {HONE_OP_Index, HONE_OP_Sort, HONE_OP_SearchSorted, HONE_OP_Retreat}) {
    Model M = sweep();
    addOperation(M, 0, Kind, 1);
    for (const Finding &F : judge(M)) {
      EXPECT_NE(alternative(F), "std::list");
      EXPECT_NE(alternative(F), "std::deque"); // and 30 % are not at the front
    }
  }
}

TEST(FrontInsertErase, isNotSureOfSharedOrHardlyObservedContainers) {
  Model M = queue();
  M.Containers[0].IsShared = true;
  EXPECT_EQ(judge(M)[0].TheConfidence, Confidence::Low);
  M = queue();
  M.Operations[2].Sample->Samples = 3;
  EXPECT_EQ(judge(M)[0].TheConfidence, Confidence::Low);
}

TEST(FrontInsertErase, saysWhatKeptIteratorsMean) {
  Model M = queue();
  M.Operations[2].Flags = OPERATION_KEEPS;
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  bool IsSaid = false;
  for (const Risk &R : Found[0].Risks)
    IsSaid |= !R.Checked && R.Text.find("is kept") != std::string::npos;
  EXPECT_TRUE(IsSaid);
}
