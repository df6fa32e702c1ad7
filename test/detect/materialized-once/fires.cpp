// All squares are stored, then added up.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule materialized-once --json %t/app.prof | FileCheck %s

#include <cstdio>
#include <vector>

static long sumOfSquares(long From, long To) {
  std::vector<long> Squares;
  for (long I = From; I < To; ++I)
    if (I % 3)
      // CHECK: "rule": "materialized-once"
      // CHECK: "line": [[@LINE+1]],
      Squares.push_back(I * I);
  long Sum = 0;
  for (long Square : Squares)
    Sum += Square;
  return Sum;
}

int main() {
  long Sum = 0;
  for (long I = 0; I < 20; ++I)
    Sum += sumOfSquares(I, 300000);
  std::printf("%ld\n", Sum);
}

// CHECK: "container": "Squares"
// CHECK: "mean_size": 199
