// The best scores are kept in order by sorting all of them for each new one.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule sort-in-loop --json %t/app.prof | FileCheck %s

#include <algorithm>
#include <cstdio>
#include <vector>

int main() {
  std::vector<long> Scores;
  unsigned long Next = 1;
  for (int I = 0; I < 3000; ++I) {
    Next = Next * 6364136223846793005UL + 1442695040888963407UL;
    Scores.push_back(long(Next >> 33));
    // CHECK: "rule": "sort-in-loop"
    // CHECK: "line": [[@LINE+1]],
    std::sort(Scores.begin(), Scores.end());
  }
  std::printf("%ld\n", Scores[1500]);
}

// CHECK: "confidence": "medium"
// CHECK: "container": "Scores"
// CHECK: "sorts": 3000
// CHECK: "changes": 3000
