// All members are used together, and no order of them is smaller.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app > %t/out
// RUN: %hone suggest --all --rule struct-layout --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <vector>

struct Star {
  double X, Y, Z, Mass, Heat, Age, Turn, Light;
};

int main() {
  std::vector<Star> Stars(100000, {1, 2, 3, 4, 5, 6, 7, 8});
  double Sum = 0;
  for (int Round = 0; Round < 30; ++Round)
    for (const Star &S : Stars)
      Sum += S.X * S.Y + S.Z * S.Mass + S.Heat * S.Age + S.Turn * S.Light;
  std::printf("%g\n", Sum);
}
