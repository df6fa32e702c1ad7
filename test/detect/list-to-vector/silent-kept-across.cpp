// An iterator stays where it is while elements come in front of it.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule list-to-vector --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <list>

int main() {
  std::list<long> Tasks;
  Tasks.push_back(0);
  auto First = Tasks.begin();
  for (long I = 0; I < 3000; ++I)
    Tasks.push_back(I);
  *First = 7;
  long Sum = 0;
  for (int Round = 0; Round < 2000; ++Round)
    for (long Value : Tasks)
      Sum += Value;
  std::printf("%ld\n", Sum);
}
