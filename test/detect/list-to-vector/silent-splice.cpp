// The least recently used list of a cache: nodes move, places are kept.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule list-to-vector --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <list>
#include <unordered_map>

class Cache {
public:
  long get(long Key) {
    auto It = Places.find(Key);
    if (It == Places.end()) {
      if (Places.size() == 1000) {
        Places.erase(Order.back());
        Order.pop_back();
      }
      Order.push_front(Key);
      Places[Key] = Order.begin();
      return 0;
    }
    Order.splice(Order.begin(), Order, It->second);
    return *It->second;
  }
  long sum() const {
    long Sum = 0;
    for (long Key : Order)
      Sum += Key;
    return Sum;
  }

private:
  std::list<long> Order;
  std::unordered_map<long, std::list<long>::iterator> Places;
};

int main() {
  Cache C;
  long Sum = 0;
  for (long I = 0; I < 300000; ++I) {
    Sum += C.get(I % 3 ? I % 500 : I * 7919 % 3001);
    if (I % 100 == 0)
      Sum += C.sum();
  }
  std::printf("%ld\n", Sum);
}
