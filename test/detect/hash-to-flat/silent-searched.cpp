// A large one that is searched: hashing is what it is for.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++20 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule hash-to-flat --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []
// CHECK: "functions": {{[1-9]}}

#include <cstdio>
#include <unordered_set>

int main() {
  std::unordered_set<int> Known;
  for (int I = 0; I < 100000; ++I)
    Known.insert(I * 7919);
  long Sum = 0;
  for (int I = 0; I < 2000000; ++I)
    Sum += Known.count(I);
  std::printf("%ld\n", Sum);
}
