// Four workers that compute the same 300 prices, each once or twice. What each of
// them computes for itself is no reason to share.
//
// RUN: rm -rf %t && mkdir -p %t/same %t/own %t/merged
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: cd %t/same && %t/app 0
// RUN: %hone suggest --json %t/same/*.prof | FileCheck %s
// RUN: %hone suggest %t/same/*.prof | FileCheck %s --check-prefix=TEXT
// RUN: cd %t/merged && env HONE_PROFILE_FILE=%t/merged/all-%%m.prof %t/app 0
// RUN: %hone suggest --json %t/merged/*.prof | FileCheck %s
// RUN: cd %t/own && %t/app 1
// RUN: %hone suggest --all --rule shared-cache --json %t/own/*.prof | FileCheck %s --check-prefix=SILENT

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>

// CHECK: "rule": "shared-cache"
__attribute__((noinline)) double price(int Item) {
  // CHECK: "line": [[@LINE-1]],
  double Sum = Item;
  for (int I = 1; I < 300000; ++I)
    Sum += std::sqrt(Sum + I);
  return Sum;
}
// CHECK: "distinct_arguments": 1200
// CHECK: "distinct_arguments_shared": 300

// TEXT: price is computed for the same arguments in several processes
// TEXT: about 300 over all of them

// SILENT: "suggestions": []

int main(int, char **Arguments) {
  bool Own = std::atoi(Arguments[1]);
  for (int Worker = 0; Worker < 4; ++Worker)
    if (!fork()) {
      double Sum = 0;
      for (int I = 0; I < 330; ++I)
        Sum += price((I * 7 + Worker) % 300 + (Own ? 1000 * Worker : 0));
      std::printf("%g\n", Sum);
      return 0;
    }
  while (wait(nullptr) > 0)
    ;
}
