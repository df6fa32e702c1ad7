// Objects of an array, by address: their addresses are dense, and mean nothing.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++20 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule dense-integer-keys --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []
// CHECK: "functions": {{[1-9]}}

#include <cstdio>
#include <map>

int main() {
  static char Objects[5000];
  std::map<char *, int> Uses;
  long Sum = 0;
  for (int I = 0; I < 1000000; ++I)
    Sum += ++Uses[&Objects[I * 7 % 5000]];
  std::printf("%ld\n", Sum);
}
