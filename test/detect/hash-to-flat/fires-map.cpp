// Subscripts that are used at once keep no reference over an insertion.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++20 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule hash-to-flat --json %t/app.prof | FileCheck %s

// CHECK: "rule": "hash-to-flat"

#include <cstdio>
#include <unordered_map>

static std::unordered_map<int, int> Active;

int main() {
  for (int I = 0; I < 20000; ++I)
    Active[I * 7919] = I;
  long Sum = 0;
  for (int Round = 0; Round < 5000; ++Round) {
    for (auto &[Id, Value] : Active)
      Sum += Id ^ Round ^ Value;
    Active[Round * 7919] += Round;
    Active[Round * 7919 + 7919] += 1;
  }
  std::printf("%ld\n", Sum);
}
