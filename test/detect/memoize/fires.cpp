// An expensive pure function called with few different arguments.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --json %t/app.prof | FileCheck %s
// RUN: %hone suggest %t/app.prof | FileCheck %s --check-prefix=TEXT

#include <cmath>
#include <cstdio>

// CHECK: "rule": "memoize"
// CHECK: "file": "{{.*}}fires.cpp"
double weight(int Kind, double Scale) {
  // CHECK-NEXT: "line": [[@LINE-1]],
  // CHECK-NEXT: "function": "weight(int, double)"
  double Sum = 0;
  for (int I = 1; I < 4000; ++I)
    Sum += std::sqrt(Kind * Scale + I);
  return Sum;
}
// CHECK: "calls": 20000
// CHECK: "distinct_arguments": 30
// CHECK: "different_results": 0

// TEXT: Caching
// TEXT: weight computes again
// TEXT: 20,000 calls with 30 different argument tuples
// TEXT: Cache.find

int main() {
  double Sum = 0;
  for (int I = 0; I < 20000; ++I)
    Sum += weight(I % 30, 0.5);
  std::printf("%g\n", Sum);
}
