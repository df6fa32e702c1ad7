// A doubly recursive function on strings' prefixes: repeats of repeats.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --json %t/app.prof | FileCheck %s

#include <cstdio>

// CHECK: "rule": "memoize"
unsigned long ways(int Steps) {
  // CHECK: "line": [[@LINE-1]],
  if (Steps < 2)
    return 1;
  return ways(Steps - 1) + ways(Steps - 2) + (Steps > 2 ? ways(Steps - 3) : 0);
}
// CHECK: "distinct_arguments": 25
// CHECK: "recursive": true

int main() { std::printf("%lu\n", ways(24)); }
