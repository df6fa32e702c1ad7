//===- MaterializedOnceTest.cpp - when the rule fires and when not -*- C++ -*-===//

#include "Models.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

TEST(MaterializedOnce, firesOnTheProblem) {
  Model M = program(); // give it what the rule looks for
  EXPECT_EQ(run(detectMaterializedOnce, M).size(), 1u);
}

TEST(MaterializedOnce, staysSilentWithoutIt) {
  EXPECT_TRUE(run(detectMaterializedOnce, program()).empty());
}
