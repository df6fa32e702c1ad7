// Each vector is sorted once.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule sort-in-loop --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <algorithm>
#include <cstdio>
#include <vector>

static long median(unsigned long &Next) {
  std::vector<long> Scores;
  for (int I = 0; I < 1000; ++I) {
    Next = Next * 6364136223846793005UL + 1442695040888963407UL;
    Scores.push_back(long(Next >> 33));
  }
  std::sort(Scores.begin(), Scores.end());
  return Scores[500];
}

int main() {
  unsigned long Next = 1;
  long Sum = 0;
  for (int Round = 0; Round < 200; ++Round)
    Sum += median(Next);
  std::printf("%ld\n", Sum);
}
