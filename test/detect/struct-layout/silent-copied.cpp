// Objects are taken out whole: every member is used.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app > %t/out
// RUN: %hone suggest --all --rule struct-layout --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <vector>

struct Star {
  double X;
  char Name[56];
  double Mass;
};

__attribute__((noinline)) static double look(Star S) { return S.X * S.Mass; }

int main() {
  std::vector<Star> Stars(100000);
  double Sum = 0;
  for (int Round = 0; Round < 30; ++Round)
    for (const Star &S : Stars) {
      Star Mine = S;
      Sum += look(Mine) + Mine.X;
    }
  std::printf("%g\n", Sum);
}
