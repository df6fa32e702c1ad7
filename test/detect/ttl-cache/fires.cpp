// The same questions to the outside, whose answers stay the same.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: %python -c "[open(r'%t/%%d' %% n, 'w').write('7 ' * 3000) for n in range(5)]"
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app %t 0
// RUN: %hone suggest --json %t/app.prof | FileCheck %s
// RUN: %hone suggest %t/app.prof | FileCheck %s --check-prefix=TEXT
// Answers that change all the time are not to be kept.
// RUN: env HONE_PROFILE_FILE=%t/changing.prof %t/app %t 1
// RUN: %hone suggest --all --rule ttl-cache --json %t/changing.prof | FileCheck %s --check-prefix=SILENT

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <unistd.h>

// CHECK: "rule": "ttl-cache"
long stock(const std::string &Name) {
  // CHECK: "line": [[@LINE-1]],
  // CHECK: "confidence": "medium"
  std::ifstream File(Name);
  long Sum = 0;
  for (long One; File >> One;)
    Sum += One;
  return Sum;
}
// CHECK: "purity": "reads files"
// CHECK: "ttl_s":
// CHECK: "ttl_stale_share":

// TEXT: stock asks again for what it was told
// TEXT: the answer was always
// TEXT: Clock::now()

// SILENT: "suggestions": []

int main(int, char **Arguments) {
  std::string Folder = Arguments[1];
  bool Changes = std::atoi(Arguments[2]);
  long Sum = 0;
  for (int I = 0; I < 1000; ++I) {
    std::string Name = Folder + "/" + std::to_string(I % 5);
    Sum += stock(Name);
    if (Changes)
      std::ofstream(Name) << std::string(6000, ' ') << I;
  }
  std::printf("%ld\n", Sum);
}
