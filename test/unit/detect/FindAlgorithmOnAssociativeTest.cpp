//===- FindAlgorithmOnAssociativeTest.cpp - when the rule fires
//------------===//

#include "ContainerModels.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

/// 10,000 searches of a set of 10,000 by std::find.
static Model searched(const char *Type = "std::set<int>") {
  Model M = program();
  ContainerId Id = addContainer(M, Type);
  addObserved(M, Id, HONE_OP_SearchValue, 10'000, 50'000, 10'000, 33);
  return M;
}

static std::vector<Finding> judge(const Model &M) {
  return judge(detectFindAlgorithmOnAssociative, M);
}

TEST(FindAlgorithmOnAssociative, proposesTheContainersOwnFind) {
  for (const char *Type : {"std::set<int>", "std::unordered_set<int>"}) {
    std::vector<Finding> Found = judge(searched(Type));
    ASSERT_EQ(Found.size(), 1u) << Type;
    const Finding &F = Found[0];
    EXPECT_EQ(F.Line, 33u);
    EXPECT_EQ(F.TheConfidence, Confidence::High);
    EXPECT_EQ(F.After, "Items.find(Key)");
    EXPECT_GT(F.SavingNs.Low, 400e6);
  }
}

TEST(FindAlgorithmOnAssociative, isLessSureOfAnOrderOfItsOwn) {
  std::vector<Finding> Found = judge(searched("std::set<Point, LessByX>"));
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].TheConfidence, Confidence::Medium);
}

TEST(FindAlgorithmOnAssociative, staysSilentForPairsAndSequences) {
  for (const char *Type : {"std::map<int, int>", "std::vector<int>"})
    EXPECT_TRUE(judge(searched(Type)).empty()) << Type;
}

TEST(FindAlgorithmOnAssociative, staysSilentForPredicates) {
  Model M = searched();
  M.Operations[0].Kind = HONE_OP_SearchAll;
  EXPECT_TRUE(judge(M).empty());
}

TEST(FindAlgorithmOnAssociative, staysSilentWhereItIsShort) {
  Model M = program();
  ContainerId Id = addContainer(M, "std::set<int>");
  addObserved(M, Id, HONE_OP_SearchValue, 10'000, 6, 3, 33);
  EXPECT_TRUE(judge(M).empty());
}
