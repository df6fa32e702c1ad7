// The place is searched from the front: what a list saves, its walk costs.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule middle-insert-erase --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <vector>

int main() {
  std::vector<int> Items;
  for (int I = 0; I < 300; ++I)
    Items.push_back(I);
  for (int I = 0; I < 100000; ++I) {
    auto It = Items.begin();
    for (int Steps = I * 7919 % 299; Steps; --Steps)
      ++It;
    int Value = *It;
    It = Items.erase(It);
    Items.push_back(Value);
  }
  std::printf("%d\n", Items[0]);
}
