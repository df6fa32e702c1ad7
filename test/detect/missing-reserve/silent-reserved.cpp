// Room is reserved, or kept from one round to the next.
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
  std::vector<long> Kept;
  for (int Row = 0; Row < 10000; ++Row) {
    std::vector<long> Cells;
    Cells.reserve(700);
    Kept.clear();
    for (int I = 0; I < 700; ++I) {
      Cells.push_back(I ^ Row);
      Kept.push_back(I + Row);
    }
    Sum += Cells[Row % 700] + Kept[Row % 700];
  }
  std::printf("%ld\n", Sum);
}
