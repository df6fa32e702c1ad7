// Iterators are kept in another structure.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule list-to-vector --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <list>
#include <vector>

struct Board {
  std::list<long> Tasks;
  std::vector<std::list<long>::iterator> ById;

  void add(long Value) { ById.push_back(Tasks.insert(Tasks.end(), Value)); }
  void finish(size_t Id) { Tasks.erase(ById[Id]); }
  long sum() const {
    long Sum = 0;
    for (long Value : Tasks)
      Sum += Value;
    return Sum;
  }
};

int main() {
  Board B;
  for (long I = 0; I < 3000; ++I)
    B.add(I);
  long Sum = 0;
  for (size_t I = 0; I < 2000; ++I) {
    B.finish(I);
    Sum += B.sum();
  }
  std::printf("%ld\n", Sum);
}
