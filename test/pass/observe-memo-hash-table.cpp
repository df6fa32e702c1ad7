// A hash table of the function's own is no side effect. (LLVM 16's unoptimized IR
// of it has a call that the analysis does not see through.)
//
// REQUIRES: llvm-19
// RUN: mkdir -p %t
// RUN: %hone-clangxx -std=c++17 -O2 %s -o %t/O2
// RUN: env HONE_PROFILE_FILE=%t/O2.prof %t/O2
// RUN: %python %S/Inputs/observations.py %hone %t/O2.prof | FileCheck %s

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string_view>
#include <unordered_map>

// CHECK: memo {{.*}}mostFrequent{{.*}}(std::string_view) -> double, proven: 4 calls, 2 distinct, 0 conflicts
__attribute__((noinline)) static double mostFrequent(std::string_view S) {
  std::unordered_map<char, int> Counts;
  int Best = 0;
  for (int Round = 0; Round != 500; ++Round)
    for (char C : S)
      Best = std::max(Best, ++Counts[C]);
  return Best + std::sin(Best);
}

int main() {
  double Sum = 0;
  for (int I = 0; I != 4; ++I)
    Sum += mostFrequent(I % 2 ? "abcab" : "xyz");
  std::printf("%.6f\n", Sum);
}
