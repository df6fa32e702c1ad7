// A cache that is walked from its front: what lies behind is erased on the way.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule front-insert-erase --json %t/app.prof | FileCheck %s

// After bedtools' ChromSweep, which went from vector to list and was right.

#include <cstdio>
#include <string>
#include <vector>

struct Interval {
  long Start, End;
  std::string Name;
};

class Sweep {
public:
  long scan(long From, long To) {
    long Hits = 0;
    auto It = Cache.begin();
    while (It != Cache.end() && It->Start < To) {
      if (It->End < From) {
        // CHECK: "rule": "front-insert-erase"
        // CHECK: "line": [[@LINE+1]],
        It = Cache.erase(It);
      } else {
        ++Hits;
        ++It;
      }
    }
    return Hits;
  }
  void add(long Start) {
    Cache.push_back({Start, Start + 5 + Start % 7, std::to_string(Start)});
  }

private:
  std::vector<Interval> Cache;
};

int main() {
  Sweep S;
  for (long I = 0; I < 8000; ++I)
    S.add(I * 3);
  long Hits = 0;
  for (long I = 0; I < 2000; ++I)
    Hits += S.scan(I * 12, I * 12 + 12);
  std::printf("%ld\n", Hits);
}

// CHECK: "container": "Sweep::Cache"
// CHECK: "alternative": "std::list"
