// count, and then at.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++20 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule repeated-lookup --json %t/app.prof | FileCheck %s

#include <cstdio>
#include <string>
#include <unordered_map>

static long age(const std::unordered_map<std::string, int> &Ages,
                const std::string &Name) {
  if (Ages.count(Name))
    // CHECK: "rule": "repeated-lookup"
    // CHECK: "line": [[@LINE+1]],
    return Ages.at(Name);
  return 0;
}

int main() {
  std::unordered_map<std::string, int> Ages;
  std::string Names[64];
  for (int I = 0; I < 64; ++I) {
    Names[I] = "somebody with number " + std::to_string(I);
    if (I % 4)
      Ages.emplace(Names[I], I);
  }
  long Sum = 0;
  for (int I = 0; I < 1000000; ++I)
    Sum += age(Ages, Names[I * 7 % 64]);
  std::printf("%ld\n", Sum);
}

// CHECK: "confidence": "medium"
// CHECK: "container": "Ages"
// CHECK: "first": "{{.*}}fires.cpp:[[#]]"
// CHECK: "operations": 750000
// CHECK: "repeat_share": 1
