// Few elements: moving them takes less than any other container would.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule front-insert-erase --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <vector>

int main() {
  std::vector<int> Last;
  long Sum = 0;
  for (int I = 0; I < 3000000; ++I) {
    if (Last.size() == 4)
      Last.erase(Last.begin());
    Last.push_back(I);
    Sum += Last[0];
  }
  std::printf("%ld\n", Sum);
}
