// A few elements each.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule missing-reserve --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <vector>

int main() {
  long Sum = 0;
  for (int Row = 0; Row < 300000; ++Row) {
    std::vector<long> Few;
    for (int I = 0; I < 5; ++I)
      Few.push_back(I ^ Row);
    Sum += Few.back();
  }
  std::printf("%ld\n", Sum);
}
