// A sorted vector that is searched far more often than it changes.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule middle-insert-erase --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <algorithm>
#include <cstdio>
#include <vector>

int main() {
  std::vector<long> Sorted;
  unsigned long Next = 1;
  long Found = 0;
  for (int I = 0; I < 2000000; ++I) {
    Next = Next * 6364136223846793005UL + 1442695040888963407UL;
    long Value = long(Next >> 33);
    auto Place = std::lower_bound(Sorted.begin(), Sorted.end(), Value);
    if (I % 1000 == 0)
      Sorted.insert(Place, Value);
    else
      Found += Place != Sorted.end();
  }
  std::printf("%ld\n", Found);
}
