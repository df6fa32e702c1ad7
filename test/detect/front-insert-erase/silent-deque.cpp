// A deque is made for it.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule front-insert-erase --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <deque>

int main() {
  std::deque<int> Waiting(20000, 1);
  long Sum = 0;
  for (int I = 0; I < 3000000; ++I) {
    Sum += Waiting.front();
    Waiting.erase(Waiting.begin());
    Waiting.push_back(I);
  }
  std::printf("%ld\n", Sum);
}
