// A vector that is kept in order by insertions, searched now and then.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule middle-insert-erase --json %t/app.prof | FileCheck %s

#include <algorithm>
#include <cstdio>
#include <vector>

int main() {
  std::vector<long> Sorted;
  unsigned long Next = 1;
  long Sum = 0;
  for (int I = 0; I < 60000; ++I) {
    Next = Next * 6364136223846793005UL + 1442695040888963407UL;
    long Value = long(Next >> 33);
    auto Place = std::lower_bound(Sorted.begin(), Sorted.end(), Value);
    Sum += Place != Sorted.end() ? *Place : 0;
    // CHECK: "rule": "middle-insert-erase"
    // CHECK: "line": [[@LINE+1]],
    Sorted.insert(Place, Value);
  }
  std::printf("%ld\n", Sum);
}

// CHECK: "alternative": "std::multiset"
