//===- HashToFlatTest.cpp - when the rule fires
//----------------------------===//

#include "ContainerModels.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

/// A million look-ups in a hash map of 12 elements.
static Model tiny() {
  Model M = program();
  ContainerId Id = addContainer(M, "std::unordered_map<int, int>", "Handlers",
                                VARIABLE_GLOBAL);
  addKeyed(M, Id, HONE_OP_Find, 1'000'000, 40, 12, 1);
  return M;
}

/// 10,000 walks over a hash set of 100,000 of which it is asked now and then.
static Model walked() {
  Model M = program();
  ContainerId Id = addContainer(M, "std::unordered_set<int>");
  addKeyed(M, Id, HONE_OP_Count, 1'000, 60, 100'000, 1);
  addOperation(M, Id, HONE_OP_Begin, 1'000);
  addOperation(M, Id, HONE_OP_Advance, 100'000'000);
  return M;
}

static std::vector<Finding> judge(const Model &M) {
  return judge(detectHashToFlat, M);
}

TEST(HashToFlat, makesAWalkedOneASortedVector) {
  std::vector<Finding> Found = judge(walked());
  ASSERT_EQ(Found.size(), 1u);
  const Finding &F = Found[0];
  EXPECT_NE(F.Title.find("walked more than searched"), std::string::npos);
  EXPECT_EQ(evidence(F, "elements_walked")->getAsInteger(), 100'000'000);
  EXPECT_GT(F.SavingNs.Low, 0);
}

TEST(HashToFlat, promisesNoMoreThanTheFunctionsTake) {
  Model M = walked();
  addLine(M, 101, 20'000'000);
  M.Functions[1].SampledTotalNs = 120'000'000;
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_LT(Found[0].SavingNs.Mid, 120e6);
  EXPECT_GT(Found[0].SavingNs.Mid, 20e6)
      << "a walk waits where its elements are used, not on its line";
}

TEST(HashToFlat, decidesByCostAndNotBySize) {
  // At these costs hashing a number is as fast as halving 12 elements.
  EXPECT_TRUE(judge(tiny()).empty());
}

TEST(HashToFlat, staysSilentWhereElementsMustNotMove) {
  Model M = walked();
  M.Operations[0].Flags = OPERATION_KEEPS;
  EXPECT_TRUE(judge(M).empty());
}

TEST(HashToFlat, staysSilentWhereItChangesMuch) {
  Model M = walked();
  addKeyed(M, 0, HONE_OP_InsertKey, 50'000'000, 60, 100'000, 0);
  EXPECT_TRUE(judge(M).empty());
}

TEST(HashToFlat, staysSilentWithoutAnOrderOfTheKeys) {
  Model M = walked();
  M.Containers[0].Type = "std::unordered_set<Point, PointHash>";
  EXPECT_TRUE(judge(M).empty());
}
