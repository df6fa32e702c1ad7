// Expensive and pure, but every call has new arguments.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule memoize --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []
// CHECK: "memo_functions": 1

#include <cmath>
#include <cstdio>

double weight(int Kind) {
  double Sum = 0;
  for (int I = 1; I < 4000; ++I)
    Sum += std::sqrt(double(Kind + I));
  return Sum;
}

int main() {
  double Sum = 0;
  for (int I = 0; I < 5000; ++I)
    Sum += weight(I);
  std::printf("%g\n", Sum);
}
