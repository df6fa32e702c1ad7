// A set that is walked all the time, and asked now and then.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++20 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule hash-to-flat --json %t/app.prof | FileCheck %s

#include <cstdio>
#include <unordered_set>

// CHECK: "rule": "hash-to-flat"
// CHECK: "title": "'Active' (std::unordered_set<int>) is walked more than searched
// CHECK: "line": [[@LINE+1]],
static std::unordered_set<int> Active;

int main() {
  for (int I = 0; I < 20000; ++I)
    Active.insert(I * 7919);
  long Sum = 0;
  for (int Round = 0; Round < 5000; ++Round) {
    for (int Id : Active)
      Sum += Id ^ Round;
    for (int I = 0; I < 20; ++I)
      Sum += Active.count(Round * I);
  }
  std::printf("%ld\n", Sum);
}

// CHECK: "elements_walked": 100000000
