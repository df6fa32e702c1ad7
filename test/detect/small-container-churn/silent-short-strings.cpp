// Short strings ask for no memory.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule small-container-churn --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <string>

int main() {
  long Sum = 0;
  for (int Line = 0; Line < 500000; ++Line) {
    std::string Word;
    for (int I = 0; I < 6 + Line % 5; ++I)
      Word += char('a' + I);
    Sum += Word[Line % 6];
  }
  std::printf("%ld\n", Sum);
}
