// Ten integers: looking at all of them takes less time than hashing one.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule linear-search --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []
// CHECK: "searches": 1,

#include <algorithm>
#include <cstdio>
#include <vector>

int main() {
  std::vector<int> Few = {3, 1, 4, 15, 9, 2, 6, 5, 35, 8};
  long Found = 0;
  for (int I = 0; I < 2000000; ++I)
    Found += std::find(Few.begin(), Few.end(), I % 40) != Few.end();
  std::printf("%ld\n", Found);
}
