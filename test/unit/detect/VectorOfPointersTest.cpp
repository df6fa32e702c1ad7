//===- VectorOfPointersTest.cpp - when the rule fires and when not -*- C++ -*-===//

#include "Models.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

TEST(VectorOfPointers, firesOnTheProblem) {
  Model M = program(); // give it what the rule looks for
  EXPECT_EQ(run(detectVectorOfPointers, M).size(), 1u);
}

TEST(VectorOfPointers, staysSilentWithoutIt) {
  EXPECT_TRUE(run(detectVectorOfPointers, program()).empty());
}
