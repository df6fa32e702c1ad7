// No hash table answers these: a predicate that is no equality or compares with
// a constant or does more than compare, a number of matches that is used, a loop
// that adds something up on its way.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule linear-search --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <algorithm>
#include <cstdio>
#include <vector>

struct Item {
  int Id, Size;
};
static std::vector<Item> Items;
static std::vector<int> Numbers;

static bool larger(int Key) {
  return std::find_if(Items.begin(), Items.end(), [&](const Item &I) { return I.Size > Key; }) != Items.end();
}
static bool constant() {
  return std::any_of(Items.begin(), Items.end(), [](const Item &I) { return I.Id == -1; });
}
static long number(int Key) {
  return std::count(Numbers.begin(), Numbers.end(), Key);
}
static bool sums(int Key, long &Sum) {
  return std::any_of(Items.begin(), Items.end(), [&](const Item &I) {
    Sum += I.Size;
    return I.Id == Key;
  });
}
static long offset(int Key) {
  long Offset = 0;
  for (const Item &I : Items) {
    if (I.Id == Key)
      break;
    Offset += I.Size;
  }
  return Offset;
}

int main() {
  for (int I = 0; I < 3000; ++I) {
    Items.push_back({I, I % 100});
    Numbers.push_back(I);
  }
  long Sum = 0;
  for (int I = 0; I < 3000; ++I)
    Sum += larger(98) + constant() + number(I) + sums(I, Sum) + offset(I);
  std::printf("%ld\n", Sum);
}
