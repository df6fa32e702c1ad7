// Each vector is searched once: building a table would cost more than it saves.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule linear-search --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []
// CHECK: "searches": 1,

#include <algorithm>
#include <cstdio>
#include <vector>

int main() {
  std::vector<std::vector<int>> Rows(5000, std::vector<int>(400));
  for (size_t R = 0; R != Rows.size(); ++R)
    for (size_t I = 0; I != Rows[R].size(); ++I)
      Rows[R][I] = int(R * I % 977);
  long Found = 0;
  for (const std::vector<int> &Row : Rows)
    Found += std::find(Row.begin(), Row.end(), 976) != Row.end();
  std::printf("%ld\n", Found);
}
