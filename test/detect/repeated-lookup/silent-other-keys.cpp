// Two look-ups in a row, of different keys.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++20 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule repeated-lookup --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []
// CHECK: "functions": {{[1-9]}}

#include <cstdio>
#include <map>

int main() {
  std::map<int, int> Parents;
  for (int I = 1; I < 100000; ++I)
    Parents[I] = I / 2;
  long Sum = 0;
  for (int I = 1; I < 500000; ++I) {
    int Parent = Parents.find(I % 99999 + 1)->second;
    Sum += Parents.count(Parent);
  }
  std::printf("%ld\n", Sum);
}
