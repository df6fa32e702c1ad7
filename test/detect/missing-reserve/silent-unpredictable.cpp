// Nobody can know how long each will get.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule missing-reserve --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <vector>

int main() {
  long Sum = 0;
  unsigned long Next = 1;
  for (int Row = 0; Row < 20000; ++Row) {
    std::vector<long> Found;
    Next = Next * 6364136223846793005UL + 1442695040888963407UL;
    for (long I = 0, End = 1L << (Next >> 33) % 12; I < End; ++I)
      Found.push_back(I ^ Row);
    Sum += Found.back();
  }
  std::printf("%ld\n", Sum);
}
