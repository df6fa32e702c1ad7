// So few objects that a cache holds them all.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app > %t/out
// RUN: %hone suggest --all --rule struct-layout --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <vector>

struct Star {
  bool Seen;
  double X;
  char Name[64];
  bool Named;
  double Mass;
};

int main() {
  std::vector<Star> Stars(500);
  double Sum = 0;
  for (int Round = 0; Round < 20000; ++Round)
    for (const Star &S : Stars)
      Sum += S.X * S.Mass;
  std::printf("%g\n", Sum);
}
