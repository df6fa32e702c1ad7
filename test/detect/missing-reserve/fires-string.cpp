// A file is read block by block into a string.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule missing-reserve --json %t/app.prof | FileCheck %s

#include <cstdio>
#include <string>

static size_t readAll(char *Block, size_t Size) {
  std::string Contents;
  for (int I = 0; I < 300; ++I)
    // CHECK: "rule": "missing-reserve"
    // CHECK: "line": [[@LINE+1]],
    Contents.append(Block, Size);
  return Contents.find('x');
}

int main() {
  static char Block[65536];
  size_t Sum = 0;
  for (int I = 0; I < 10; ++I)
    Sum += readAll(Block, sizeof(Block));
  std::printf("%zu\n", Sum);
}

// CHECK: "container": "Contents"
// CHECK: "final_size": {{1[0-9]+}}
