//===- TemporaryKeyTest.cpp - when the rule fires
//--------------------------===//

#include "ContainerModels.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

/// A million look-ups by a string of 40 characters that is made for each.
static Model temporary(const char *Type = "std::map<std::string, int>") {
  Model M = program();
  ContainerId Id = addContainer(M, Type, "Codes", VARIABLE_GLOBAL);
  OperationSample &S =
      addKeyed(M, Id, HONE_OP_Find, 1'000'000, 150, 1'000, 1, 33);
  S.KeyBytes = 40 * S.Observed;
  M.Operations[0].Flags = OPERATION_TEMPORARY;
  return M;
}

static std::vector<Finding> judge(const Model &M) {
  return judge(detectTemporaryKey, M);
}

TEST(TemporaryKey, findsStringsMadeForALookup) {
  std::vector<Finding> Found = judge(temporary());
  ASSERT_EQ(Found.size(), 1u);
  const Finding &F = Found[0];
  EXPECT_EQ(F.Line, 33u);
  EXPECT_EQ(F.TheConfidence, Confidence::High);
  EXPECT_NE(F.After.find("std::map<std::string, int, std::less<>> Codes"),
            std::string::npos);
  EXPECT_NEAR(F.SavingNs.Low, 10e6, 1);
  EXPECT_NEAR(F.SavingNs.High, 21e6, 1);
}

TEST(TemporaryKey, knowsThatShortOnesNeedNoMemory) {
  Model M = temporary("std::unordered_map<std::string, int>");
  M.Operations[0].Sample->KeyBytes = 8 * M.Operations[0].Sample->Observed;
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_NEAR(Found[0].SavingNs.High, 4e6, 1);
  EXPECT_NE(Found[0].After.find("is_transparent"), std::string::npos);
}

TEST(TemporaryKey, staysSilentWhereTheStringIsThere) {
  Model M = temporary();
  M.Operations[0].Flags = 0;
  EXPECT_TRUE(judge(M).empty());
}

TEST(TemporaryKey, staysSilentWhereTheKeyIsStored) {
  Model M = temporary();
  M.Operations[0].Kind = HONE_OP_Subscript;
  EXPECT_TRUE(judge(M).empty());
}

TEST(TemporaryKey, staysSilentWhereViewsAreTakenAlready) {
  EXPECT_TRUE(
      judge(temporary("std::map<std::string, int, std::less<void>>")).empty());
}
