// One for each call has nowhere to go.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule small-container-churn --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <vector>

static long sum(int Line) {
  std::vector<int> Fields;
  for (int I = 0; I < 6 + Line % 5; ++I)
    Fields.push_back(I * Line);
  return Fields[Line % 6];
}

int main() {
  long Sum = 0;
  for (int Line = 0; Line < 500000; ++Line)
    Sum += sum(Line);
  std::printf("%ld\n", Sum);
}
