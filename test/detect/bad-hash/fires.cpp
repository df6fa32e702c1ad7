// The sum of two coordinates: some 120 hashes for 4,000 points.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++20 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule bad-hash --json %t/app.prof | FileCheck %s

#include <cstdio>
#include <unordered_map>

struct Point {
  int X, Y;
  bool operator==(const Point &O) const { return X == O.X && Y == O.Y; }
};
struct Hash {
  size_t operator()(const Point &P) const { return P.X + P.Y; }
};

int main() {
  // CHECK: "rule": "bad-hash"
  // CHECK: "line": [[@LINE+1]],
  std::unordered_map<Point, int, Hash> Cells;
  for (int I = 0; I < 4000; ++I)
    Cells[{I % 64, I / 64}] = I;
  long Sum = 0;
  for (int I = 0; I < 400000; ++I) {
    auto It = Cells.find({I % 64, I / 64 % 62});
    Sum += It == Cells.end() ? 1 : It->second;
  }
  std::printf("%ld\n", Sum);
}

// CHECK: "confidence": "medium"
// CHECK: "container": "Cells"
// CHECK: "buckets_seen": {{[0-9]+}}
