// All arguments come again only after all others: no cache of fewer entries would
// answer anything, and the whole table is small. memoize says it.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule memoize-lru --json %t/app.prof | FileCheck %s
// RUN: %hone suggest --json %t/app.prof | FileCheck %s --check-prefix=MEMOIZE

// CHECK: "suggestions": []
// MEMOIZE: "rule": "memoize"

#include <cmath>
#include <cstdio>

double route(int From) {
  double Sum = 0;
  for (int I = 1; I < 1000; ++I)
    Sum += std::sqrt(double(From) * I);
  return Sum;
}

int main() {
  double Sum = 0;
  for (int I = 0; I < 100000; ++I)
    Sum += route(I % 900);
  std::printf("%g\n", Sum);
}
