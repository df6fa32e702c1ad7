// Four elements, looked at by number far more often than they change.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule front-insert-erase --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <vector>

int main() {
  std::vector<int> Last = {1, 2, 3, 4};
  long Sum = 0;
  for (int I = 0; I < 300000; ++I) {
    Last.erase(Last.begin());
    Last.push_back(I);
    for (int Lag = 1; Lag < 40; ++Lag)
      Sum += Last[(I * Lag) & 3];
  }
  std::printf("%ld\n", Sum);
}
