// A vector used as a queue: taken from its front, appended to at its back.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule front-insert-erase --json %t/app.prof | FileCheck %s

#include <cstdio>
#include <vector>

struct Job {
  int Id, Left;
};

int main() {
  std::vector<Job> Waiting;
  for (int I = 0; I < 20000; ++I)
    Waiting.push_back({I, I % 3});
  long Sum = 0;
  // CHECK: "rule": "front-insert-erase"
  while (!Waiting.empty()) {
    Job Next = Waiting[0];
    // CHECK: "line": [[@LINE+1]],
    Waiting.erase(Waiting.begin());
    Sum = Sum * 31 + Next.Id;
    if (--Next.Left > 0)
      Waiting.push_back(Next);
  }
  std::printf("%ld\n", Sum);
}

// CHECK: "confidence": "medium"
// CHECK: "container": "Waiting"
// CHECK: "erases": 26666
// CHECK: "alternative": "std::deque"
