// Large elements that are sorted: pointers are what is cheap to move.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule vector-of-pointers --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <algorithm>
#include <cstdio>
#include <memory>
#include <vector>

struct Record {
  long Key;
  char Text[500];
};

int main() {
  std::vector<std::unique_ptr<Record>> Records;
  for (long I = 0; I < 20000; ++I)
    Records.push_back(std::unique_ptr<Record>(new Record{I * 7919 % 20011, {}}));
  std::sort(Records.begin(), Records.end(),
            [](const auto &A, const auto &B) { return A->Key < B->Key; });
  long Sum = 0;
  for (int Round = 0; Round < 100; ++Round)
    for (const auto &R : Records)
      Sum += R->Key;
  std::printf("%ld\n", Sum);
}
