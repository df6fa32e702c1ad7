//===- DenseIntegerKeysTest.cpp - when the rule fires
//----------------------===//

#include "ContainerModels.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

/// A million look-ups in a map of 10,000 of the keys from 0 to 19,999.
static Model dense(const char *Type = "std::unordered_map<int, double>") {
  Model M = program();
  ContainerId Id = addContainer(M, Type);
  OperationSample &S = addKeyed(M, Id, HONE_OP_Find, 1'000'000, 60, 10'000, 1);
  S.KeyKind = HONE_KEY_SIGNED;
  S.KeyMin = 0;
  S.KeyMax = 19'999;
  return M;
}

static std::vector<Finding> judge(const Model &M) {
  return judge(detectDenseIntegerKeys, M);
}

TEST(DenseIntegerKeys, makesItAnArray) {
  std::vector<Finding> Found = judge(dense());
  ASSERT_EQ(Found.size(), 1u);
  const Finding &F = Found[0];
  EXPECT_EQ(evidence(F, "key_min")->getAsInteger(), 0);
  EXPECT_EQ(evidence(F, "key_max")->getAsInteger(), 19'999);
  EXPECT_NE(F.After.find("std::vector<double> Items(20000)"),
            std::string::npos);
  EXPECT_GT(F.SavingNs.Low, 20e6);
}

TEST(DenseIntegerKeys, makesASetBits) {
  Model M = dense("std::set<unsigned int>");
  M.Operations[0].Sample->KeyMin = 1'000;
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_NE(Found[0].After.find("std::vector<bool>"), std::string::npos);
  EXPECT_NE(Found[0].After.find("[Key - 1000]"), std::string::npos);
}

TEST(DenseIntegerKeys, staysSilentForWideRanges) {
  Model M = dense();
  M.Operations[0].Sample->KeyMax = 100'000;
  EXPECT_TRUE(judge(M).empty());
  M.Operations[0].Sample->KeyMin = std::numeric_limits<int64_t>::min();
  M.Operations[0].Sample->KeyMax = std::numeric_limits<int64_t>::max();
  EXPECT_TRUE(judge(M).empty());
}

TEST(DenseIntegerKeys, staysSilentForPointersAndOrdersOfItsOwn) {
  for (const char *Type : {"std::map<Node *, int>", "std::multimap<int, int>",
                           "std::map<int, int, std::greater<int>>"})
    EXPECT_TRUE(judge(dense(Type)).empty()) << Type;
}

TEST(DenseIntegerKeys, staysSilentWhereReferencesAreKept) {
  Model M = dense();
  M.Operations[0].Flags = OPERATION_KEEPS;
  EXPECT_TRUE(judge(M).empty());
}

TEST(DenseIntegerKeys, paysForWalksOverTheGaps) {
  Model M = dense("std::set<int>");
  // Walks pass 20,000 bits instead of 10,000 nodes, or 60,000.
  addOperation(M, 0, HONE_OP_Advance, 10'000'000);
  double Close = judge(M)[0].SavingNs.Mid;
  M.Operations[0].Sample->KeyMax = 59'999;
  std::vector<Finding> Found = judge(M);
  EXPECT_TRUE(Found.empty() || Found[0].SavingNs.Mid < Close);
}
