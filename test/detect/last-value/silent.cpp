// Two arguments in turn: the last result is never the one that is needed. memoize
// says it.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule last-value --json %t/app.prof | FileCheck %s
// RUN: %hone suggest --json %t/app.prof | FileCheck %s --check-prefix=MEMOIZE

// CHECK: "suggestions": []
// MEMOIZE: "rule": "memoize"

#include <cmath>
#include <cstdio>

double rate(int Day) {
  double Sum = 0;
  for (int I = 1; I < 4000; ++I)
    Sum += std::sqrt(double(Day) * I);
  return Sum;
}

int main() {
  double Sum = 0;
  for (int Record = 0; Record < 30000; ++Record)
    Sum += rate(Record % 2);
  std::printf("%g\n", Sum);
}
