// Three members of seven are what the loops use. Counts of members are exact at
// every level of optimization.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O0 -std=c++17 %s -o %t/O0
// RUN: env HONE_PROFILE_FILE=%t/O0.prof %t/O0
// RUN: %hone suggest --all --rule struct-layout --json %t/O0.prof | FileCheck %s
// RUN: %hone-clangxx -O1 -std=c++17 %s -o %t/O1
// RUN: env HONE_PROFILE_FILE=%t/O1.prof %t/O1
// RUN: %hone suggest --all --rule struct-layout --json %t/O1.prof | FileCheck %s
// RUN: %hone-clangxx -O3 -std=c++17 %s -o %t/O3
// RUN: env HONE_PROFILE_FILE=%t/O3.prof %t/O3
// RUN: %hone suggest --all --rule struct-layout --json %t/O3.prof | FileCheck %s

#include <cstdio>
#include <vector>

// CHECK: "rule": "struct-layout"
struct Star {
  // CHECK: "line": [[@LINE-1]],
  double X, Y;
  char Name[64];
  double Mass;
  double Colour[8];
  long Catalogue;
};

static double pull(const std::vector<Star> &Stars, double X) {
  double Sum = 0;
  for (const Star &S : Stars)
    Sum += S.Mass / ((S.X - X) * (S.X - X) + S.Y * S.Y + 1);
  return Sum;
}

int main() {
  std::vector<Star> Stars(100000);
  for (size_t I = 0; I < Stars.size(); ++I) {
    Stars[I].X = double(I % 1000);
    Stars[I].Catalogue = long(I);
  }
  double Sum = 0;
  for (int Round = 0; Round < 100; ++Round)
    Sum += pull(Stars, Round);
  std::printf("%g %ld\n", Sum, Stars[7].Catalogue);
}

// CHECK: "confidence": "medium"
// CHECK: "struct": "Star"
// CHECK: "bytes": 160,
// CHECK-NEXT: "bytes_then": 24,
// CHECK-NEXT: "objects": 100000,
// CHECK: "cold": false,
// CHECK-NEXT: "loads": 20000000,
// CHECK-NEXT: "name": "X",
// CHECK: "stores": 100000,
// CHECK: "loads": 20000000,
// CHECK-NEXT: "name": "Y",
// CHECK: "cold": true,
// CHECK-NEXT: "loads": 0,
// CHECK-NEXT: "name": "Name",
// CHECK: "loads": 10000000,
// CHECK-NEXT: "name": "Mass",
// CHECK: "loads": 0,
// CHECK-NEXT: "name": "Colour",
// CHECK: "loads": 1,
// CHECK-NEXT: "name": "Catalogue",
// CHECK: "stores": 100000,
// CHECK: "change": "split"
