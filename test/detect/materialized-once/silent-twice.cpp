// Walked twice: the mean first, then what differs from it.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule materialized-once --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <vector>

static double variance(long From, long To) {
  std::vector<double> Values;
  for (long I = From; I < To; ++I)
    Values.push_back(double(I * 7919 % 1009));
  double Sum = 0, Squares = 0;
  for (double Value : Values)
    Sum += Value;
  for (double Value : Values)
    Squares += (Value - Sum) * (Value - Sum);
  return Squares;
}

int main() {
  double Sum = 0;
  for (long I = 0; I < 20; ++I)
    Sum += variance(I, 300000);
  std::printf("%g\n", Sum);
}
