// The smallest one is taken again and again: a queue by priority.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++20 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule ordered-container-unneeded --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []
// CHECK: "functions": {{[1-9]}}

#include <cstdio>
#include <map>

int main() {
  std::map<long, long> Prices;
  unsigned long Next = 1;
  long Sum = 0;
  for (int I = 0; I < 100000; ++I) {
    Next = Next * 6364136223846793005 + 1442695040888963407;
    Prices[long(Next >> 40)] = I;
  }
  for (int I = 0; I < 500000; ++I) {
    Next = Next * 6364136223846793005 + 1442695040888963407;
    long Key = long(Next >> 40);
    Sum += Prices.count(Key);
    Sum += Prices.begin()->second;
    Prices.erase(Prices.begin());
    Prices[Key] = I;
  }
  std::printf("%ld\n", Sum);
}
