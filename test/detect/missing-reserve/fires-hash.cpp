// An index is built, key by key.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule missing-reserve --json %t/app.prof | FileCheck %s

#include <cstdio>
#include <unordered_map>

static size_t index(int Seed) {
  std::unordered_map<int, int> Index;
  for (int I = 0; I < 20000; ++I)
    // CHECK: "rule": "missing-reserve"
    // CHECK: "line": [[@LINE+1]],
    Index.emplace(I * 7919 + Seed, I);
  return Index.size();
}

int main() {
  size_t Sum = 0;
  for (int I = 0; I < 100; ++I)
    Sum += index(I);
  std::printf("%zu\n", Sum);
}

// CHECK: "container": "Index"
