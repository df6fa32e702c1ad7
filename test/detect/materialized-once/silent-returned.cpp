// A function returns what it has collected.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule materialized-once --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <vector>

static std::vector<long> squares(long From, long To) {
  std::vector<long> Squares;
  for (long I = From; I < To; ++I)
    Squares.push_back(I * I);
  return Squares;
}

int main() {
  long Sum = 0;
  for (long I = 0; I < 20; ++I)
    for (long Square : squares(I, 300000))
      Sum += Square;
  std::printf("%ld\n", Sum);
}
