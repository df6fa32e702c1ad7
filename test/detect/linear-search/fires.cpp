// Words are kept in a vector and looked up by std::find before each insertion.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --json %t/app.prof | FileCheck %s
// RUN: %hone suggest %t/app.prof | FileCheck %s --check-prefix=TEXT

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

static bool isNew(std::vector<std::string> &Seen, const std::string &Word) {
  // CHECK: "rule": "linear-search"
  // CHECK: "file": "{{.*}}fires.cpp"
  if (std::find(Seen.begin(), Seen.end(), Word) != Seen.end())
    // CHECK-NEXT: "line": [[@LINE-1]],
    // CHECK-NEXT: "function": "isNew
    return false;
  // CHECK: "saving_pct"
  // CHECK: "searches": 80000
  // CHECK: "max_elements": {{29[0-9][0-9]|3000}}
  Seen.push_back(Word);
  return true;
}

// TEXT: S1
// TEXT: Algorithm and data structure
// TEXT: std::find searches
// TEXT: fires.cpp:[[#]] in isNew
// TEXT: 80,000 searches looked at
// TEXT: std::unordered_set<std::string>

int main() {
  std::vector<std::string> Seen;
  unsigned Next = 1;
  int New = 0;
  for (int I = 0; I < 80000; ++I) {
    Next = Next * 1103515245 + 12345;
    New += isNew(Seen, "word" + std::to_string(Next / 65536 % 3000));
  }
  std::printf("%d\n", New);
}
