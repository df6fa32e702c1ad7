//===- FrequentSyscallsTest.cpp - when the rule fires and when not -*- C++ -*-===//

#include "Models.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

static std::vector<Finding> judge(const char *Name, uint64_t Hits, uint64_t Ns,
                                  uint64_t KernelNs) {
  Model M = program();
  M.TheRun.SamplePeriodNs = 4'000'000;
  M.TheRun.SampledNs = 1'000'000'000;
  Line L;
  L.File = 0;
  L.Line = 33;
  L.Function = 2;
  L.Hits = Hits;
  L.SelfNs = Ns;
  L.Outside = {{Name, Ns, KernelNs}};
  M.Lines = {L};
  return run(detectFrequentSyscalls, M);
}

TEST(FrequentSyscalls, aPositionThatIsAskedForIsSavedWithTheLibrarysPart) {
  std::vector<Finding> Found = judge("ftell", 1'000'000, 300'000'000, 250'000'000);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Line, 33u);
  EXPECT_NEAR(Found[0].SavingNs.Mid, 0.98 * 300e6, 1);
  EXPECT_NE(Found[0].Fix.find("variable"), std::string::npos);
}

TEST(FrequentSyscalls, ofSmallWritesTheKernelsPartIsSaved) {
  std::vector<Finding> Found = judge("write", 1'000'000, 300'000'000, 250'000'000);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_NEAR(Found[0].SavingNs.Mid, 0.85 * 250e6, 1);
}

TEST(FrequentSyscalls, aBufferedStreamIsSilent) {
  // One system call in ten executions.
  EXPECT_TRUE(judge("fread", 10'000'000, 300'000'000, 100'000'000).empty());
  // Which 15 samples cannot tell from one in each.
  EXPECT_TRUE(judge("fread", 1'200'000, 90'000'000, 61'000'000).empty());
}

TEST(FrequentSyscalls, largeBlocksFewCallsAndOtherFunctionsAreSilent) {
  EXPECT_TRUE(judge("write", 10'000, 300'000'000, 250'000'000).empty());
  EXPECT_TRUE(judge("ftell", 100, 300'000, 250'000).empty());
  EXPECT_TRUE(judge("malloc", 1'000'000, 300'000'000, 250'000'000).empty());
  EXPECT_TRUE(judge("ftell", 20'000, 9'000'000, 8'000'000).empty()); // 2 samples
}
