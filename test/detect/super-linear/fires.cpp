// Loops whose time outgrows their turns: later turns take longer, or entries with
// twice the turns take four times as long.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule super-linear %t/app.prof > %t/out
// RUN: FileCheck %s --check-prefix=CHAIN < %t/out
// RUN: FileCheck %s --check-prefix=PAIRS < %t/out
// RUN: %hone suggest --json --all --rule super-linear %t/app.prof | FileCheck %s --check-prefix=JSON
// JSON: "exponent":
// JSON: "size_kind":
//
// Without optimization as well, and in a shared object.
// RUN: %hone-clangxx -O0 -std=c++17 -fPIC -shared -DLIBRARY %s -o %t/libwork.so
// RUN: %hone-clangxx -O0 -std=c++17 -DPROGRAM %s -L%t -lwork -Wl,-rpath,%t -o %t/two
// RUN: env HONE_PROFILE_FILE=%t/two.prof %t/two
// RUN: %hone suggest --all --rule super-linear %t/two.prof > %t/out
// RUN: FileCheck %s --check-prefix=CHAIN < %t/out
// RUN: FileCheck %s --check-prefix=PAIRS < %t/out

#include <cstdio>
#include <vector>

#ifndef PROGRAM
struct Entry {
  unsigned Key;
  Entry *Next;
};
static Entry *Chain;

static bool isKnown(unsigned Key) {
  // CHAIN: time grows faster than the turns of the loop at fires.cpp:[[@LINE+12]]
  // CHAIN-NEXT: fires.cpp:{{3[56]}} in isKnown
  for (Entry *E = Chain; E; E = E->Next)
    if (E->Key == Key)
      return true;
  return false;
}

unsigned fill(int Count) {
  unsigned Random = 1, Added = 0;
  // A table that never grows.
  // CHAIN: slows down
  for (int I = 0; I < Count; ++I) {
    Random = Random * 1103515245 + 12345;
    if (!isKnown(Random >> 3)) {
      Chain = new Entry{Random >> 3, Chain};
      ++Added;
    }
  }
  return Added;
}

long closest(const std::vector<int> &Values) {
  long Sum = 0;
  // PAIRS: time grows faster than the size: the loop at fires.cpp:[[@LINE+2]]
  // PAIRS: low
  for (size_t I = 0; I < Values.size(); ++I) {
    int Least = 1 << 30;
    for (size_t J = 0; J < Values.size(); ++J) {
      int Off = Values[I] ^ Values[J];
      Least = J != I && Off < Least ? Off : Least;
    }
    Sum += Least;
  }
  return Sum;
}

#else
unsigned fill(int Count);
long closest(const std::vector<int> &Values);
#endif

#ifndef LIBRARY
int main() {
  std::printf("%u\n", fill(20000));
  long Sum = 0;
  for (int Size = 100; Size <= 12800; Size *= 2) {
    std::vector<int> Values;
    for (int I = 0; I < Size; ++I)
      Values.push_back(I * 7919 % 10007);
    Sum += closest(Values);
  }
  std::printf("%ld\n", Sum);
}
#endif
