// A local container that is filled for each search: its memory has the same
// address each time, which makes it look like one.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O0 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule linear-search --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <vector>

static bool search(int Key) {
  std::vector<int> Numbers(300);
  std::iota(Numbers.begin(), Numbers.end(), Key);
  return std::find(Numbers.begin(), Numbers.end(), Key + 299) != Numbers.end();
}

int main() {
  long Sum = 0;
  for (int I = 0; I < 3000; ++I)
    Sum += search(I);
  std::printf("%ld\n", Sum);
}
