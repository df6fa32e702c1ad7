// Expressions are compiled once and matched now and then; the line of a static
// one is executed often.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --rule slow-regex --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <regex>
#include <string>

static bool isDate(const std::string &Text) {
  static const std::regex Date("\\d{4}-\\d{2}-\\d{2}");
  return Text.size() == 10 && std::regex_match(Text, Date);
}

int main() {
  std::string Text(1 << 16, 'x');
  unsigned long Sum = isDate("2020-01-02");
  for (int I = 0; I < 20000; ++I) {
    Sum += isDate(Text);
    for (char &C : Text)
      Sum = Sum * 31 + (unsigned char)(C += 3);
  }
  std::printf("%lu\n", Sum);
}
