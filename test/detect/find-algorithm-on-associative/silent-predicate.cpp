// A predicate may ask for anything.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++20 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule find-algorithm-on-associative --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []
// CHECK: "functions": {{[1-9]}}

#include <algorithm>
#include <cstdio>
#include <set>

int main() {
  std::set<int> Active;
  for (int I = 0; I < 5000; ++I)
    Active.insert(I * 3);
  long Found = 0;
  for (int I = 0; I < 3000; ++I)
    Found += std::find_if(Active.begin(), Active.end(), [I](int Id) {
               return Id % 1000 == I;
             }) != Active.end();
  std::printf("%ld\n", Found);
}
