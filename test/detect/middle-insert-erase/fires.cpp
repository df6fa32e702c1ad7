// Stale elements are erased one by one while the vector is walked.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule middle-insert-erase --json %t/app.prof | FileCheck %s

#include <cstdio>
#include <vector>

struct Entry {
  long Key;
  int Hits;
};

static void dropStale(std::vector<Entry> &Entries, int Round) {
  for (auto It = Entries.begin(); It != Entries.end();)
    if ((It->Key + Round) % 3 == 0)
      // CHECK: "rule": "middle-insert-erase"
      // CHECK: "line": [[@LINE+1]],
      It = Entries.erase(It);
    else
      ++It;
}

int main() {
  std::vector<Entry> Entries;
  Entries.reserve(30000);
  for (long I = 0; I < 30000; ++I)
    Entries.push_back({I * 7919 % 30011, 0});
  for (int Round = 0; Round < 3; ++Round)
    dropStale(Entries, Round);
  std::printf("%zu %ld\n", Entries.size(), Entries.size() ? Entries[0].Key : 0);
}

// CHECK: "confidence": "medium"
// CHECK: "alternative": "one pass"
