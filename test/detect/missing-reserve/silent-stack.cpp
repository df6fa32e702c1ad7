// A stack that goes up and down keeps its room.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule missing-reserve --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <vector>

int main() {
  std::vector<long> Stack;
  long Sum = 0;
  for (int I = 0; I < 3000000; ++I) {
    Stack.push_back(I);
    if (I % 100 == 99)
      while (!Stack.empty()) {
        Sum += Stack.back();
        Stack.pop_back();
      }
  }
  std::printf("%ld\n", Sum);
}
