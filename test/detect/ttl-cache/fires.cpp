// The same questions to the outside, which takes its time; the answers stay the
// same.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app 0
// RUN: %hone suggest --json %t/app.prof | FileCheck %s
// RUN: %hone suggest %t/app.prof | FileCheck %s --check-prefix=TEXT
// Answers that change all the time are not to be kept.
// RUN: env HONE_PROFILE_FILE=%t/changing.prof %t/app 1
// RUN: %hone suggest --all --rule ttl-cache --json %t/changing.prof | FileCheck %s --check-prefix=SILENT

#include <cstdio>
#include <cstdlib>
#include <string>
#include <unistd.h>

// CHECK: "rule": "ttl-cache"
long stock(const std::string &Name) {
  // CHECK: "line": [[@LINE-1]],
  // CHECK: "confidence": "medium"
  usleep(1000);
  const char *Number = std::getenv(Name.c_str());
  return Number ? std::atol(Number) : 0;
}
// CHECK: "purity": "reads the environment, waits"
// CHECK: "ttl_s":
// CHECK: "ttl_stale_share":

// TEXT: stock asks again for what it was told
// TEXT: the answer was always
// TEXT: Clock::now()

// SILENT: "suggestions": []

int main(int, char **Arguments) {
  bool Changes = std::atoi(Arguments[1]);
  long Sum = 0;
  for (int I = 0; I < 500; ++I) {
    std::string Name = "STOCK_" + std::to_string(I % 5);
    if (Changes || I < 5)
      setenv(Name.c_str(), std::to_string(I).c_str(), 1);
    Sum += stock(Name);
  }
  std::printf("%ld\n", Sum);
}
