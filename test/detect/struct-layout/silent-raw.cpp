// Objects that are written to a file as they stand: their layout is a format.
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
  std::vector<Star> Stars(100000);
  double Sum = 0;
  for (int Round = 0; Round < 50; ++Round)
    for (const Star &S : Stars)
      Sum += S.X * S.Mass;
  std::fwrite(Stars.data(), sizeof(Star), 2, stdout);
  std::printf("%g\n", Sum);
}
