// Names are looked up in a map, far out of the cache, in no order.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++20 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule ordered-container-unneeded --json %t/app.prof | FileCheck %s

#include <cstdio>
#include <map>

class Registry {
public:
  void add(long Id) { ById[Id * 7919] = Id; }
  long find(long Id) const {
    auto It = ById.find(Id);
    return It == ById.end() ? 0 : It->second;
  }

private:
  // CHECK: "rule": "ordered-container-unneeded"
  // CHECK: "title": "nothing uses the order of 'Registry::ById' (std::map<long, long>)
  // CHECK: "line": [[@LINE+1]],
  std::map<long, long> ById;
};

int main() {
  Registry R;
  for (long I = 0; I < 200000; ++I)
    R.add(I);
  unsigned long Next = 1;
  long Sum = 0;
  for (int I = 0; I < 1000000; ++I) {
    Next = Next * 6364136223846793005 + 1442695040888963407;
    Sum += R.find(long(Next >> 40) % 200000 * 7919);
  }
  std::printf("%ld\n", Sum);
}

// CHECK: "confidence": "medium"
// CHECK: "container": "Registry::ById"
// CHECK: "operations": 1200000
// CHECK: "max_size": {{19[0-9][0-9][0-9][0-9]|200000}}
// CHECK: "threads": 1
// CHECK: "alternative": "std::unordered_map<long, long>"
