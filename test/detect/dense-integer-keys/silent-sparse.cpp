// Numbers from all over the place.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++20 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule dense-integer-keys --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []
// CHECK: "functions": {{[1-9]}}

#include <cstdio>
#include <unordered_map>

int main() {
  std::unordered_map<unsigned, double> Weights;
  unsigned Next = 1;
  for (int I = 0; I < 1000000; ++I) {
    Next = Next * 1103515245 + 12345;
    Weights[Next & 0xffffff00] += 0.5;
    Next = Next * 1103515245 + 12345;
  }
  std::printf("%zu\n", Weights.size());
}
