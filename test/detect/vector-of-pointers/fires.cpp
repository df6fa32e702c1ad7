// Points of one class, each allocated by itself.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule vector-of-pointers --json %t/app.prof | FileCheck %s

#include <cstdio>
#include <memory>
#include <vector>

struct Point {
  long X, Y, Weight;
  Point(long X, long Y) : X(X), Y(Y), Weight(1) {}
};

// CHECK: "rule": "vector-of-pointers"
static std::vector<std::unique_ptr<Point>> Points;
// CHECK: "line": [[@LINE-1]],

int main() {
  for (long I = 0; I < 50000; ++I)
    Points.push_back(std::make_unique<Point>(I, I % 100));
  long Sum = 0;
  for (int Round = 0; Round < 200; ++Round)
    for (const auto &P : Points)
      Sum += P->X * P->Y;
  std::printf("%ld\n", Sum);
}

// CHECK: "confidence": "low"
// CHECK: "appended": 50000
// CHECK: "element_bytes": 24
