//===- ListToVectorTest.cpp - when the rule fires and when not ----*- C++ -*-===//

#include "Models.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

TEST(ListToVector, firesOnTheProblem) {
  Model M = program(); // give it what the rule looks for
  EXPECT_EQ(run(detectListToVector, M).size(), 1u);
}

TEST(ListToVector, staysSilentWithoutIt) {
  EXPECT_TRUE(run(detectListToVector, program()).empty());
}
