// A handful of elements: sorting them is how one keeps them in order.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule sort-in-loop --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <algorithm>
#include <cstdio>
#include <vector>

int main() {
  std::vector<int> Best = {9, 4, 7, 1};
  long Sum = 0;
  for (int I = 0; I < 1000000; ++I) {
    if (I % 5 == 0) {
      Best.pop_back();
      Best.push_back(I * 7919 % 1009);
    }
    std::sort(Best.begin(), Best.end());
    Sum += Best[0];
  }
  std::printf("%ld\n", Sum);
}
