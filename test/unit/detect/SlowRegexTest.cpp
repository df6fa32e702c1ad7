//===- SlowRegexTest.cpp - when the rule fires and when not -----*- C++ -*-===//

#include "Models.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

/// A line of inner(int) with half a second in a function of the library.
static Line lineWith(uint32_t Number, uint64_t Hits, const char *Name,
                     uint64_t Ns = 500'000'000) {
  Line L;
  L.File = 0;
  L.Line = Number;
  L.Function = 2;
  L.Hits = Hits;
  L.SelfNs = Ns;
  L.Outside = {{Name, Ns}};
  return L;
}

static std::vector<Finding> judge(std::vector<Line> Lines) {
  Model M = program();
  M.TheRun.SamplePeriodNs = 4'000'000;
  M.TheRun.SampledNs = 1'000'000'000;
  M.Lines = std::move(Lines);
  return run(detectSlowRegex, M);
}

TEST(SlowRegex, addsUpTheLinesOfAFunctionAtTheLongest) {
  std::vector<Finding> Found =
      judge({lineWith(31, 1000, "std::regex_search", 100'000'000),
             lineWith(33, 1000, "std::__cxx11::regex_iterator::operator++")});
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Line, 33u);
  EXPECT_EQ(Found[0].Title, "std::regex_iterator::operator++ on a hot path");
  EXPECT_NEAR(Found[0].SavingNs.Mid, 0.88 * 600e6, 1);
  EXPECT_EQ(Found[0].Observed.back(),
            "also in this function: app.cpp:31 (std::regex_search, 100 ms)");
}

TEST(SlowRegex, compilingIsAnotherChangeThanMatching) {
  std::vector<Finding> Found =
      judge({lineWith(31, 10'000, "std::__cxx11::basic_regex::basic_regex"),
             lineWith(33, 10'000, "std::regex_match")});
  ASSERT_EQ(Found.size(), 2u);
  EXPECT_EQ(Found[0].Line, 31u);
  EXPECT_NEAR(Found[0].SavingNs.Mid, 500e6 * (1 - 1e-4), 1);
  EXPECT_NE(Found[0].Fix.find("static const"), std::string::npos);
  EXPECT_EQ(Found[1].Line, 33u);
}

TEST(SlowRegex, aStaticExpressionIsCompiledOnce) {
  const char *Constructor = "std::__cxx11::basic_regex::basic_regex";
  EXPECT_TRUE(judge({lineWith(31, 10'000'000, Constructor)}).empty());
  EXPECT_TRUE(judge({lineWith(31, 1, Constructor)}).empty());
}

TEST(SlowRegex, fewSamplesAndOtherLibrariesAreSilent) {
  EXPECT_TRUE(
      judge({lineWith(33, 1000, "std::regex_match", 16'000'000)}).empty());
  EXPECT_TRUE(judge({lineWith(33, 1000, "re2::RE2::FullMatchN"),
                     lineWith(34, 1000, "my::regex_match")})
                  .empty());
}
