// A list is filled once and walked again and again.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule list-to-vector --json %t/app.prof | FileCheck %s

#include <cstdio>
#include <list>

struct Shape {
  long Width, Height;
};

// CHECK: "rule": "list-to-vector"
static std::list<Shape> Shapes;
// CHECK: "line": [[@LINE-1]],

static long area() {
  long Sum = 0;
  for (const Shape &S : Shapes)
    Sum += S.Width * S.Height;
  return Sum;
}

int main() {
  for (long I = 0; I < 3000; ++I)
    Shapes.push_back({I, I % 10});
  long Sum = 0;
  for (int I = 0; I < 10000; ++I)
    Sum += area();
  std::printf("%ld\n", Sum);
}

// CHECK: "container": "Shapes"
// CHECK: "walked": 30000000
// CHECK: "alternative": "std::vector"
