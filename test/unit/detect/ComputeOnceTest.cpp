//===- ComputeOnceTest.cpp - when the rule fires and when not -----*- C++ -*-===//

#include "Models.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

TEST(ComputeOnce, firesOnTheProblem) {
  Model M = program(); // give it what the rule looks for
  EXPECT_EQ(run(detectComputeOnce, M).size(), 1u);
}

TEST(ComputeOnce, staysSilentWithoutIt) {
  EXPECT_TRUE(run(detectComputeOnce, program()).empty());
}
