// What was counted is printed in order: nothing but the order keeps it sorted, and it
// changes all the time.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++20 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule ordered-container-unneeded --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []
// CHECK: "functions": {{[1-9]}}

#include <cstdio>
#include <map>

static std::map<long, long> Counts;

int main() {
  unsigned long Next = 1;
  for (int I = 0; I < 500000; ++I) {
    Next = Next * 6364136223846793005 + 1442695040888963407;
    ++Counts[long(Next >> 45)];
  }
  long Sum = 0;
  for (const auto &[Key, Count] : Counts)
    Sum = Sum * 31 + Key * Count;
  std::printf("%ld\n", Sum);
}
