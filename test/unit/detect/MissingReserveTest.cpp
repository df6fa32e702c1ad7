//===- MissingReserveTest.cpp - when the rule fires and when not --*- C++ -*-===//

#include "Models.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

TEST(MissingReserve, firesOnTheProblem) {
  Model M = program(); // give it what the rule looks for
  EXPECT_EQ(run(detectMissingReserve, M).size(), 1u);
}

TEST(MissingReserve, staysSilentWithoutIt) {
  EXPECT_TRUE(run(detectMissingReserve, program()).empty());
}
