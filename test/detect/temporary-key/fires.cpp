// A string is made for each look-up of a view.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++20 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule temporary-key --json %t/app.prof | FileCheck %s

#include <cstdio>
#include <map>
#include <string>
#include <string_view>

static std::map<std::string, int> Codes;

static int code(std::string_view Name) {
  // CHECK: "rule": "temporary-key"
  // CHECK: "line": [[@LINE+1]],
  auto It = Codes.find(std::string(Name));
  return It == Codes.end() ? 0 : It->second;
}

int main() {
  std::string Names[50];
  for (int I = 0; I < 50; ++I) {
    Names[I] = "a name that is longer than sixteen characters " + std::to_string(I);
    Codes[Names[I]] = I;
  }
  long Sum = 0;
  for (int I = 0; I < 1000000; ++I)
    Sum += code(Names[I * 7 % 50]);
  std::printf("%ld\n", Sum);
}

// CHECK: "confidence": "high"
// CHECK: "lookups": 1000000
// CHECK: "mean_key_bytes": {{4[678]}}
