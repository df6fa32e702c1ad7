// What is made in the loop is handed on.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule small-container-churn --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <utility>
#include <vector>

int main() {
  std::vector<std::vector<int>> Table;
  for (int Line = 0; Line < 100000; ++Line) {
    std::vector<int> Fields;
    for (int I = 0; I < 6 + Line % 5; ++I)
      Fields.push_back(I * Line);
    Table.push_back(std::move(Fields));
  }
  std::printf("%zu\n", Table.size());
}
