// Elements come and go in the middle, where the walk is.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule list-to-vector --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <list>

int main() {
  std::list<long> Live;
  for (long I = 0; I < 5000; ++I)
    Live.push_back(I);
  long Sum = 0;
  auto Place = Live.begin();
  for (long I = 0; I < 300000; ++I) {
    if (Place == Live.end())
      Place = Live.begin();
    Sum += *Place;
    Place = Live.erase(Place);
    Live.insert(Place, I);
    if (Place != Live.end())
      ++Place;
  }
  std::printf("%ld\n", Sum);
}
