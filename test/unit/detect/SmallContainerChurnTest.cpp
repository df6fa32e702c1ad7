//===- SmallContainerChurnTest.cpp - when the rule fires and when not -*- C++ -*-===//

#include "Models.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

TEST(SmallContainerChurn, firesOnTheProblem) {
  Model M = program(); // give it what the rule looks for
  EXPECT_EQ(run(detectSmallContainerChurn, M).size(), 1u);
}

TEST(SmallContainerChurn, staysSilentWithoutIt) {
  EXPECT_TRUE(run(detectSmallContainerChurn, program()).empty());
}
