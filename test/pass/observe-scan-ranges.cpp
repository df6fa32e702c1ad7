// Searches that return whether something is there, and those of std::ranges. The
// former do not tell where: half of the elements stand for a search that found.
//
// RUN: mkdir -p %t
// RUN: %hone-clangxx -std=c++20 -O2 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %python %S/Inputs/observations.py %hone %t/app.prof | FileCheck %s

#include <algorithm>
#include <cstdio>
#include <vector>

struct Item {
  int Unused, Id;
};

int main() {
  std::vector<Item> Items;
  for (int I = 0; I != 100; ++I)
    Items.push_back({0, I});
  int Sum = 0;
  for (int Key : {9, -1}) {
    auto IsIt = [&](const Item &I) { return I.Id == Key; };
    auto IsNot = [&](const Item &I) { return I.Id != Key; };
    // CHECK: scan [[@LINE+1]] std::any_of by Item::Id|std::vector<Item>|int: 2 searches, 150 elements, 1 exhausted, 1 bases
    Sum += std::any_of(Items.begin(), Items.end(), IsIt);
    // CHECK: scan [[@LINE+1]] std::none_of by Item::Id|std::vector<Item>|int: 2 searches, 150 elements, 1 exhausted, 1 bases
    Sum += std::none_of(Items.begin(), Items.end(), IsIt);
    // CHECK: scan [[@LINE+1]] std::all_of by Item::Id|std::vector<Item>|int: 2 searches, 150 elements, 1 exhausted, 1 bases
    Sum += std::all_of(Items.begin(), Items.end(), IsNot);
    // CHECK: scan [[@LINE+1]] std::ranges::find|std::vector<Item>|int: 2 searches, 110 elements, 1 exhausted, 1 bases
    Sum += std::ranges::find(Items, Key, &Item::Id) != Items.end();
    // CHECK: scan [[@LINE+1]] std::ranges::find_if by Item::Id|std::vector<Item>|int: 2 searches, 110 elements, 1 exhausted, 1 bases
    Sum += std::ranges::find_if(Items.begin(), Items.end(), IsIt) != Items.end();
    // CHECK: scan [[@LINE+1]] std::ranges::any_of by Item::Id|std::vector<Item>|int: 2 searches, 150 elements, 1 exhausted, 1 bases
    Sum += std::ranges::any_of(Items, IsIt);
  }
  std::printf("%d\n", Sum);
}
