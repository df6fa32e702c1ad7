// A vector is made anew for each line of the input.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule small-container-churn --json %t/app.prof | FileCheck %s

#include <cstdio>
#include <vector>

static long sums(int Lines) {
  long Sum = 0;
  for (int Line = 0; Line < Lines; ++Line) {
    // CHECK: "rule": "small-container-churn"
    // CHECK: "line": [[@LINE+1]],
    std::vector<int> Fields;
    for (int I = 0; I < 6 + Line % 5; ++I)
      Fields.push_back(I * Line);
    Sum += Fields[Line % 6];
  }
  return Sum;
}

int main() { std::printf("%ld\n", sums(500000)); }

// CHECK: "confidence": "medium"
// CHECK: "container": "Fields"
// CHECK: "containers": 500000
