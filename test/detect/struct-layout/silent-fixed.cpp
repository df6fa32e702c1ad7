// Layouts that were asked for: packed, aligned, made of bits.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app > %t/out
// RUN: %hone suggest --all --rule struct-layout --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <vector>

struct __attribute__((packed)) Header {
  char Kind;
  double X;
  char Name[64];
};
struct alignas(64) Slot {
  bool Used;
  double X;
  bool Open;
  char Name[64];
};
struct Flags {
  unsigned Low : 3, High : 5;
  double X;
  char Name[64];
  bool Seen;
  long Count;
  bool Last;
};

template <class T> static double walk() {
  std::vector<T> All(50000);
  double Sum = 0;
  for (int Round = 0; Round < 30; ++Round)
    for (const T &Each : All)
      Sum += Each.X;
  return Sum;
}

int main() {
  std::printf("%g\n", walk<Header>() + walk<Slot>() + walk<Flags>());
}
