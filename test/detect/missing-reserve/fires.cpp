// Rows of equal length are built element by element.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule missing-reserve --json %t/app.prof | FileCheck %s

#include <cstdio>
#include <vector>

static long build(int Row) {
  std::vector<long> Cells;
  for (int I = 0; I < 700; ++I)
    // CHECK: "rule": "missing-reserve"
    // CHECK: "line": [[@LINE+1]],
    Cells.push_back(I ^ Row);
  return Cells[Row % 700];
}

int main() {
  long Sum = 0;
  for (int Row = 0; Row < 20000; ++Row)
    Sum += build(Row);
  std::printf("%ld\n", Sum);
}

// CHECK: "confidence": "high"
// CHECK: "container": "Cells"
// CHECK: "containers": 20000
// CHECK: "added": 14000000
// CHECK: "final_size": 700
