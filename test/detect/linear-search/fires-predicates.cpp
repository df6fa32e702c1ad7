// What a predicate compares is found out from its code: a lambda, a functor, a
// getter, a pointer's member. A predicate that asks for more than a key is
// believed less.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++20 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule linear-search --json %t/app.prof > %t/out.json
// RUN: %python %S/Inputs/titles.py %t/out.json | FileCheck %s

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

struct Item {
  int Id, Group;
  std::string Name;
  int id() const { return Id; }
};
static std::vector<Item> Items;
static std::vector<std::unique_ptr<Item>> Owned;

// CHECK: [[@LINE+2]]: high: std::any_of by Item::Id searches 'Items' (std::vector<Item>) of 3,000 elements
static bool lambda(int Key) {
  return std::any_of(Items.begin(), Items.end(), [&](const Item &I) { return I.Id == Key; });
}
// CHECK: [[@LINE+2]]: high: std::all_of by Item::Name searches 'Items'
static bool negated(const std::string &Key) {
  return !std::all_of(Items.begin(), Items.end(), [&](const Item &I) { return I.Name != Key; });
}
struct HasId {
  int Key;
  bool operator()(const std::unique_ptr<Item> &I) const { return I->id() == Key; }
};
// CHECK: [[@LINE+2]]: high: std::find_if by Item::Id searches 'Owned'
static bool functor(int Key) {
  return std::find_if(Owned.begin(), Owned.end(), HasId{Key}) != Owned.end();
}
// CHECK: [[@LINE+2]]: medium: std::count_if by Item::Id and more searches 'Items'
static bool more(int Key, int Group) {
  return std::count_if(Items.begin(), Items.end(), [&](const Item &I) { return I.Group > Group && I.Id == Key; }) != 0;
}
// CHECK: [[@LINE+2]]: low: std::find_if searches 'Items'
static bool either(int Key, const std::string &Name) {
  return std::find_if(Items.begin(), Items.end(), [&](const Item &I) { return I.Id == Key || I.Name == Name; }) != Items.end();
}
// CHECK: [[@LINE+2]]: high: std::ranges::find_if by Item::Name searches 'Items'
static bool range(const std::string &Key) {
  return std::ranges::find_if(Items, [&](const Item &I) { return I.Name == Key; }) != Items.end();
}

int main() {
  for (int I = 0; I < 3000; ++I) {
    Items.push_back({I, I % 7 + 1, "the name of number " + std::to_string(I)});
    Owned.push_back(std::make_unique<Item>(Items.back()));
  }
  long Sum = 0;
  for (int I = 0; I < 4000; ++I) {
    int Key = I * 7 % 3500;
    std::string Name = "the name of number " + std::to_string(Key);
    Sum += lambda(Key) + negated(Name) + functor(Key) + more(Key, 0) +
           either(Key, Name) + range(Name);
  }
  std::printf("%ld\n", Sum);
}
