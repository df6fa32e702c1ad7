// The result depends on a variable that changes: repeats differ, so the rule
// withdraws whatever analysis said.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule memoize --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []
// CHECK: "memo_functions": 1

#include <cmath>
#include <cstdio>

double Offset;

double weight(int Kind) {
  double Sum = 0;
  for (int I = 1; I < 4000; ++I)
    Sum += std::sqrt(Kind + I + Offset);
  return Sum;
}

int main() {
  double Sum = 0;
  for (int I = 0; I < 5000; ++I) {
    Offset = I / 100;
    Sum += weight(I % 30);
  }
  std::printf("%g\n", Sum);
}
