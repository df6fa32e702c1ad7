// Both coordinates have bits of their own.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++20 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule bad-hash --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []
// CHECK: "functions": {{[1-9]}}

#include <cstdio>
#include <unordered_map>

struct Point {
  int X, Y;
  bool operator==(const Point &O) const { return X == O.X && Y == O.Y; }
};
struct Hash {
  size_t operator()(const Point &P) const { return P.X * 0x9E3779B97F4A7C15u ^ P.Y * 0xC2B2AE3D27D4EB4Fu; }
};

int main() {
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
