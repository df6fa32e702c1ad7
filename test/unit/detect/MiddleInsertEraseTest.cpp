//===- MiddleInsertEraseTest.cpp - when the rule fires ---------*- C++ -*-===//

#include "ContainerModels.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

/// 10,000 insertions into the middle of 20,000 elements, a quarter of a second.
static Model insertions(const char *Type = "std::vector<long>") {
  Model M = program();
  ContainerId Id = addContainer(M, Type);
  addOperation(M, Id, HONE_OP_Construct, 1);
  addOperation(M, Id, HONE_OP_Begin, 10'000);
  OperationSample &S =
      addObserved(M, Id, HONE_OP_InsertAt, 10'000, 25'000, 20'000, 33);
  S.Moved = 10'000 * S.Observed;
  S.AtFront = 10;
  return M;
}

static std::vector<Finding> judge(const Model &M) {
  return judge(detectMiddleInsertErase, M);
}

static std::string alternative(const Finding &F) {
  return evidence(F, "alternative")->getAsString()->str();
}

TEST(MiddleInsertErase, makesAListOfWhatIsOnlyWalked) {
  Model M = insertions();
  addOperation(M, 0, HONE_OP_Advance, 100'000);
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Line, 33u);
  EXPECT_EQ(alternative(Found[0]), "std::list");
  EXPECT_GT(Found[0].SavingNs.Low, 150e6);
}

TEST(MiddleInsertErase, countsWhatWalksOfAListCost) {
  Model M = insertions();
  addOperation(M, 0, HONE_OP_Advance, 200'000'000); // to find each place
  EXPECT_TRUE(judge(M).empty());
}

TEST(MiddleInsertErase, makesATreeOfWhatIsKeptInOrder) {
  Model M = insertions();
  addOperation(M, 0, HONE_OP_SearchSorted, 10'000);
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(alternative(Found[0]), "std::multiset");
  addOperation(M, 0, HONE_OP_Index, 10'000);
  EXPECT_TRUE(judge(M).empty());
}

TEST(MiddleInsertErase, staysSilentOnASortedVectorThatIsSearchedFarMoreOften) {
  Model M = insertions();
  addOperation(M, 0, HONE_OP_SearchSorted, 50'000'000);
  EXPECT_TRUE(judge(M).empty());
}

TEST(MiddleInsertErase, closesGapsInOnePass) {
  Model M = program();
  ContainerId Id = addContainer(M, "std::vector<std::string>");
  addOperation(M, Id, HONE_OP_Begin, 10);
  addOperation(M, Id, HONE_OP_Advance, 150'000);
  addOperation(M, Id, HONE_OP_Sort, 1); // a list is no way out
  OperationSample &S =
      addObserved(M, Id, HONE_OP_EraseAt, 50'000, 10'000, 17'000, 33);
  S.Moved = 8'000 * S.Observed;
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(alternative(Found[0]), "one pass");
  EXPECT_NE(Found[0].After.find("std::remove_if"), std::string::npos);
}

TEST(MiddleInsertErase, staysSilentWhereEachWalkErasesOne) {
  Model M = program();
  ContainerId Id = addContainer(M, "std::vector<std::string>");
  addOperation(M, Id, HONE_OP_Begin, 50'000);
  addOperation(M, Id, HONE_OP_Advance, 400'000'000);
  OperationSample &S =
      addObserved(M, Id, HONE_OP_EraseAt, 50'000, 5'000, 17'000, 33);
  S.Moved = 8'000 * S.Observed;
  EXPECT_TRUE(judge(M).empty());
}

TEST(MiddleInsertErase, leavesTheFrontToTheOtherRule) {
  Model M = insertions();
  M.Operations[2].Sample->AtFront = 9'000;
  EXPECT_TRUE(judge(M).empty());
}

TEST(MiddleInsertErase, staysSilentOnListsAndWithoutObservations) {
  EXPECT_TRUE(judge(insertions("std::list<long>")).empty());
  Model M = insertions();
  M.Operations[2].Sample.reset();
  EXPECT_TRUE(judge(M).empty());
}

TEST(MiddleInsertErase, isOneFindingPerContainer) {
  Model M = insertions();
  OperationSample &S =
      addObserved(M, 0, HONE_OP_EraseAt, 5'000, 25'000, 20'000, 35);
  S.Moved = 10'000 * S.Observed;
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(evidence(Found[0], "inserts")->getAsInteger(), 10'000);
  EXPECT_EQ(evidence(Found[0], "erases")->getAsInteger(), 5'000);
}
