// std::find over a set.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++20 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule find-algorithm-on-associative --json %t/app.prof | FileCheck %s

#include <algorithm>
#include <cstdio>
#include <set>

int main() {
  std::set<int> Active;
  for (int I = 0; I < 5000; ++I)
    Active.insert(I * 3);
  long Found = 0;
  for (int I = 0; I < 3000; ++I)
    // CHECK: "rule": "find-algorithm-on-associative"
    // CHECK: "line": [[@LINE+1]],
    Found += std::find(Active.begin(), Active.end(), I * 5) != Active.end();
  std::printf("%ld\n", Found);
}

// CHECK: "confidence": "high"
// CHECK: "searches": 3000
// CHECK: "after": "Active.find(Key)"
