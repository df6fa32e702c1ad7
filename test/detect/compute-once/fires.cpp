// A table that is the same in each call.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof HONE_SAMPLE_HZ=1000 %t/app
// RUN: %hone suggest --all --rule compute-once %t/app.prof > %t/out
// RUN: FileCheck %s < %t/out
// RUN: %hone suggest --all --rule compute-once --json %t/app.prof | FileCheck %s --check-prefix=JSON

#include <cstdio>
#include <map>
#include <string>

namespace {

struct Options {
  int Base;
  bool IsSigned;
  char Separator;
};

struct Table {
  std::map<std::string, int> Words;
  int find(const std::string &Word) const {
    auto It = Words.find(Word);
    return It == Words.end() ? -1 : It->second;
  }
};

} // namespace

// CHECK: equal objects ({{.*}}Table) are built again and again, 20,000 times
// CHECK-NEXT: fires.cpp:[[@LINE+3]] in {{.*}}makeTable
// CHECK: 20,000 calls, with 2 different argument tuples
// CHECK: analysis shows no side effect
__attribute__((noinline)) static Table makeTable(const Options &O) {
  Table T;
  for (int I = 0; I < 50; ++I)
    T.Words["word" + std::to_string(I * O.Base)] = I;
  return T;
}

// JSON: "rule": "compute-once"
// JSON: "function": "{{.*}}makeTable
// JSON: "distinct_arguments": 2
// JSON: "purity": "proven"

int main() {
  long Sum = 0;
  for (int I = 0; I < 20000; ++I)
    Sum += makeTable({3 + I % 2, true, ','}).find("word" + std::to_string(I % 100));
  std::printf("%ld\n", Sum);
}
