//===- SortInLoopTest.cpp - when the rule fires and when not ------*- C++ -*-===//

#include "Models.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

TEST(SortInLoop, firesOnTheProblem) {
  Model M = program(); // give it what the rule looks for
  EXPECT_EQ(run(detectSortInLoop, M).size(), 1u);
}

TEST(SortInLoop, staysSilentWithoutIt) {
  EXPECT_TRUE(run(detectSortInLoop, program()).empty());
}
