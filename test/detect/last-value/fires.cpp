// Runs of equal arguments.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --json %t/app.prof | FileCheck %s
// RUN: %hone suggest %t/app.prof | FileCheck %s --check-prefix=TEXT

#include <cmath>
#include <cstdio>

// CHECK: "rule": "last-value"
double rate(int Day) {
  // CHECK: "line": [[@LINE-1]],
  double Sum = 0;
  for (int I = 1; I < 4000; ++I)
    Sum += std::sqrt(double(Day) * I);
  return Sum;
}
// CHECK: "cache_entries": 1

// TEXT: rate is mostly called with the arguments of the call before
// TEXT: std::optional<std::pair<int, double>> Last;

int main() {
  double Sum = 0;
  // Sorted by day, in rounds.
  for (int Record = 0; Record < 30000; ++Record)
    Sum += rate(Record / 50 % 200);
  std::printf("%g\n", Sum);
}
