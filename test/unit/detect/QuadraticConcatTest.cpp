//===- QuadraticConcatTest.cpp - when the rule fires and when not -*- C++ -*-===//

#include "Models.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

TEST(QuadraticConcat, firesOnTheProblem) {
  Model M = program(); // give it what the rule looks for
  EXPECT_EQ(run(detectQuadraticConcat, M).size(), 1u);
}

TEST(QuadraticConcat, staysSilentWithoutIt) {
  EXPECT_TRUE(run(detectQuadraticConcat, program()).empty());
}
