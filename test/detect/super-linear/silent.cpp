// What grows as its size does, or nearly: a walk, a sort, a map that outgrows the
// caches, and a loop that is entered with one size only.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --json --all --rule super-linear %t/app.prof | FileCheck %s
// CHECK: "suggestions": []

#include <algorithm>
#include <cstdio>
#include <map>
#include <vector>

__attribute__((noinline)) static int step(int Value) {
  return Value * 7919 % 10007;
}

static long walk(int Count) {
  long Sum = 0;
  for (int I = 0; I < Count; ++I)
    Sum += step(I);
  return Sum;
}

static void sortRows(std::vector<std::vector<int>> &Rows) {
  for (std::vector<int> &Row : Rows)
    std::sort(Row.begin(), Row.end());
}

static long pairsOfOneSize() {
  long Sum = 0;
  for (int I = 0; I < 4000; ++I)
    for (int J = 0; J < 4000; ++J)
      Sum += step(I ^ J);
  return Sum;
}

int main() {
  long Sum = pairsOfOneSize();
  for (int Count = 1000; Count <= 1'000'000; Count *= 2)
    Sum += walk(Count);
  std::map<int, int> Seen;
  unsigned Random = 1;
  for (int I = 0; I < 300'000; ++I) {
    Random = Random * 1103515245 + 12345;
    Seen[int(Random >> 4)] = I;
  }
  for (int Count = 16; Count <= 4096; Count *= 2) {
    std::vector<std::vector<int>> Rows(Count, std::vector<int>(64));
    for (std::vector<int> &Row : Rows)
      for (int &Value : Row)
        Value = step(int(&Value - Row.data()) + Count);
    sortRows(Rows);
    Sum += Rows[0][0];
  }
  std::printf("%ld %zu\n", Sum, Seen.size());
}
