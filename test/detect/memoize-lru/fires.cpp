// The same few tens of arguments for a while, then others: 90 % of the calls repeat
// one of the last 64, and there are tens of thousands of different ones.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --json %t/app.prof | FileCheck %s
// RUN: %hone suggest %t/app.prof | FileCheck %s --check-prefix=TEXT

#include <cmath>
#include <cstdio>

// CHECK: "rule": "memoize-lru"
double route(int From) {
  // CHECK: "line": [[@LINE-1]],
  double Sum = 0;
  for (int I = 1; I < 400; ++I)
    Sum += std::sqrt(double(From) * I);
  return Sum;
}
// CHECK: "distinct_is_estimate": true
// CHECK: "cache_entries": {{64|128}}
// CHECK: "hit_rate_curve":

// TEXT: hit rate by the number of results kept: 1:
// TEXT: most recently used arguments
// TEXT: Cache.size() == {{64|128}}

int main() {
  double Sum = 0;
  for (int Round = 0; Round < 1000; ++Round)
    for (int I = 0; I < 400; ++I)
      Sum += route(Round * 40 + I * 7 % 40);
  std::printf("%g\n", Sum);
}
