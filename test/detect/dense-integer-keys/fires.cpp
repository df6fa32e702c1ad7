// Ids from 0 to 49,999, all of them in use.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++20 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule dense-integer-keys --json %t/app.prof | FileCheck %s

#include <cstdio>
#include <unordered_map>

int main() {
  // CHECK: "rule": "dense-integer-keys"
  // CHECK: "line": [[@LINE+1]],
  std::unordered_map<int, double> Weights;
  for (int I = 0; I < 50000; ++I)
    Weights[I] = I;
  unsigned Next = 1;
  for (int I = 0; I < 2000000; ++I) {
    Next = Next * 1103515245 + 12345;
    Weights[(Next >> 8) % 50000] += 0.5;
  }
  std::printf("%f\n", Weights[77]);
}

// CHECK: "confidence": "medium"
// CHECK: "max_size": {{49[0-9][0-9][0-9]|50000}}
// CHECK: "key_min": {{[0-9]+}}
// CHECK: "key_max": {{49[0-9][0-9][0-9]}}
// CHECK: "after": "std::vector<double> Weights(
