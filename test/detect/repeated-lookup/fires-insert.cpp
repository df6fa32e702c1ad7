// find, and operator[] for what is missing.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++20 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule repeated-lookup --json %t/app.prof | FileCheck %s

#include <cstdio>
#include <map>

int main() {
  std::map<unsigned, int> First;
  unsigned Next = 1;
  for (int I = 0; I < 300000; ++I) {
    Next = Next * 1103515245 + 12345;
    if (First.find(Next >> 8) == First.end())
      // CHECK: "rule": "repeated-lookup"
      // CHECK: "title": "{{.*}}: find, then operator[]"
      // CHECK: "line": [[@LINE+1]],
      First[Next >> 8] = I;
  }
  std::printf("%zu\n", First.size());
}

// CHECK: "after": "{{.*}}try_emplace
