// Equal arguments, equal results, expensive, but the calls leave a trace.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule memoize --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cmath>
#include <cstdio>

int Calls;

double weight(int Kind) {
  ++Calls;
  double Sum = 0;
  for (int I = 1; I < 4000; ++I)
    Sum += std::sqrt(double(Kind + I));
  return Sum;
}

int main() {
  double Sum = 0;
  for (int I = 0; I < 5000; ++I)
    Sum += weight(I % 30);
  std::printf("%g %d\n", Sum, Calls);
}
