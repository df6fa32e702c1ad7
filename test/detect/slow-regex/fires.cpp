// An expression compiled in each call; another, compiled once, that a hot path
// matches.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof HONE_SAMPLE_HZ=1000 %t/app
// RUN: %hone suggest --all --rule slow-regex %t/app.prof > %t/out
// RUN: FileCheck %s --check-prefix=COMPILE < %t/out
// RUN: FileCheck %s --check-prefix=MATCH < %t/out

#include <cstdio>
#include <regex>
#include <string>

static bool isDate(const std::string &Text) {
  // COMPILE: compiles a regular expression 4,000 times
  // COMPILE-NEXT: fires.cpp:[[@LINE+2]] in isDate
  // COMPILE: static const
  std::regex Date("\\d{4}-\\d{2}-\\d{2}");
  return std::regex_match(Text, Date);
}

static bool isText(const std::string &Text) {
  static const std::regex Words("([a-z]+ ?)+");
  // MATCH: std::regex_match on a hot path
  // MATCH-NEXT: fires.cpp:[[@LINE+2]] in isText
  // MATCH: it is executed 80,000 times
  return std::regex_match(Text, Words);
}

int main() {
  long Sum = 0;
  for (int I = 0; I < 4000; ++I) {
    Sum += isDate("20" + std::to_string(10 + I % 90) + "-01-02");
    for (int K = 0; K < 20; ++K)
      Sum += isText("some words for each of these looks here too");
  }
  std::printf("%ld\n", Sum);
}
