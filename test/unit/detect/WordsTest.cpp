//===- WordsTest.cpp - numbers as people write them ------------*- C++ -*-===//

#include "lib/detect/Words.h"

#include <gtest/gtest.h>

using namespace hone;

TEST(Words, groupDigits) {
  EXPECT_EQ(countWords(0), "0");
  EXPECT_EQ(countWords(999), "999");
  EXPECT_EQ(countWords(1000), "1,000");
  EXPECT_EQ(countWords(1234567), "1,234,567");
}

TEST(Words, timesHaveThreeDigitsAndAUnit) {
  EXPECT_EQ(timeWords(0), "0 ns");
  EXPECT_EQ(timeWords(0.349), "0.35 ns");
  EXPECT_EQ(timeWords(12.3), "12.3 ns");
  EXPECT_EQ(timeWords(1500), "1.5 us");
  EXPECT_EQ(timeWords(123456789), "123 ms");
  EXPECT_EQ(timeWords(2e9), "2 s");
  EXPECT_EQ(timeWords(-2e9), "-2 s");
}

TEST(Words, sharesAndSizes) {
  EXPECT_EQ(percentWords(3.44), "3.4 %");
  EXPECT_EQ(percentWords(55.5), "56 %");
  EXPECT_EQ(percentWords(99.99), "99.9 %");
  EXPECT_EQ(percentWords(100), "100 %");
  EXPECT_EQ(byteWords(512), "512 bytes");
  EXPECT_EQ(byteWords(1536), "1.5 KiB");
  EXPECT_EQ(plural(1, "search", "searches"), "1 search");
  EXPECT_EQ(plural(2000, "search", "searches"), "2,000 searches");
}
