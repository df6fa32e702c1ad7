//===- RepeatedLookupTest.cpp - when the rule fires
//------------------------===//

#include "ContainerModels.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

/// count, and then at, of which 95 % ask for the same key.
static Model countThenAt() {
  Model M = program();
  ContainerId Id = addContainer(M, "std::unordered_map<std::string, int>");
  addKeyed(M, Id, HONE_OP_Count, 1'000'000, 100, 1'000, 0.9, 31);
  OperationSample &S = addKeyed(M, Id, HONE_OP_At, 900'000, 50, 1'000, 1, 32);
  S.Repeats = 0.95 * S.Observed;
  S.RepeatOf = 0;
  return M;
}

static std::vector<Finding> judge(const Model &M) {
  return judge(detectRepeatedLookup, M);
}

TEST(RepeatedLookup, findsTheSecondOne) {
  std::vector<Finding> Found = judge(countThenAt());
  ASSERT_EQ(Found.size(), 1u);
  const Finding &F = Found[0];
  EXPECT_EQ(F.Line, 32u);
  EXPECT_EQ(F.TheConfidence, Confidence::Medium);
  EXPECT_NE(F.Title.find("count, then at"), std::string::npos);
  EXPECT_EQ(evidence(F, "first")->getAsString(), "app.cpp:31");
  EXPECT_NEAR(F.SavingNs.Mid, 0.95 * 900'000 * 50, 1);
  EXPECT_NE(F.After.find("find(Key)"), std::string::npos);
}

TEST(RepeatedLookup, insertsAtOnceWhatIsMissing) {
  Model M = countThenAt();
  M.Operations[1].Kind = HONE_OP_Subscript;
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_NE(Found[0].After.find("try_emplace"), std::string::npos);
}

TEST(RepeatedLookup, hoistsWhatALoopRepeats) {
  Model M = countThenAt();
  M.Operations[1].Sample->RepeatOf = 1;
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_NE(Found[0].Title.find("again and again"), std::string::npos);
  EXPECT_NE(Found[0].Fix.find("before the loop"), std::string::npos);
}

TEST(RepeatedLookup, isUnsureAcrossFunctions) {
  Model M = countThenAt();
  M.Operations[0].Function = 2;
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].TheConfidence, Confidence::Low);
}

TEST(RepeatedLookup, staysSilentWhereRepeatsAreChance) {
  Model M = countThenAt();
  M.Operations[1].Sample->Repeats = 0.4 * M.Operations[1].Sample->Observed;
  EXPECT_TRUE(judge(M).empty());
}

TEST(RepeatedLookup, staysSilentAfterFewOperations) {
  Model M = countThenAt();
  M.Operations[1].Sample->Samples = 20;
  EXPECT_TRUE(judge(M).empty());
}
