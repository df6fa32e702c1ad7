//===- RepeatedScanTest.cpp - when the rule fires and when not ----*- C++ -*-===//

#include "Models.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

TEST(RepeatedScan, firesOnTheProblem) {
  Model M = program(); // give it what the rule looks for
  EXPECT_EQ(run(detectRepeatedScan, M).size(), 1u);
}

TEST(RepeatedScan, staysSilentWithoutIt) {
  EXPECT_TRUE(run(detectRepeatedScan, program()).empty());
}
