// Every call repeats, and costs less than a look-up.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule memoize --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []
// CHECK: "memo_functions": 1

#include <cstdio>

__attribute__((noinline)) int mix(int Kind) {
  int Sum = Kind;
  for (int I = 0; I < 4; ++I)
    Sum = Sum * 31 + I;
  return Sum;
}

int main() {
  long Sum = 0;
  for (int I = 0; I < 2000000; ++I)
    Sum += mix(I % 30);
  std::printf("%ld\n", Sum);
}
