// The string is there already; or its container takes views as they are.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++20 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule temporary-key --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []
// CHECK: "functions": {{[1-9]}}

#include <cstdio>
#include <map>
#include <string>
#include <string_view>

int main() {
  std::map<std::string, int> Codes;
  std::map<std::string, int, std::less<>> Others;
  std::string Names[50];
  for (int I = 0; I < 50; ++I) {
    Names[I] = "a name that is longer than sixteen characters " + std::to_string(I);
    Others[Names[I]] = Codes[Names[I]] = I;
  }
  long Sum = 0;
  for (int I = 0; I < 500000; ++I) {
    const std::string &Name = Names[I * 7 % 50];
    Sum += Codes.find(Name)->second;
    Sum += Others.find(std::string_view(Name))->second;
  }
  std::printf("%ld\n", Sum);
}
