// Silent: classes of the user's that look like the library's, arrays, code of
// headers, and everything once observation is off.
//
// RUN: mkdir -p %t && cd %t
// RUN: %hone-clangxx -std=c++17 -O1 %s -o a
// RUN: env HONE_PROFILE_FILE=a.prof ./a
// RUN: %python %S/Inputs/containers.py a.prof | FileCheck %s --allow-empty --implicit-check-not=variable
// RUN: %hone-clangxx -std=c++17 -O1 -DUSE -mllvm -hone-no-observe=1 %s -o b
// RUN: env HONE_PROFILE_FILE=b.prof ./b
// RUN: %python %S/Inputs/containers.py b.prof | FileCheck %s --allow-empty --implicit-check-not=variable
// RUN: %hone-clangxx -std=c++17 -O1 -DUSE %s -o c
// RUN: env HONE_PROFILE_FILE=c.prof ./c
// RUN: %python %S/Inputs/containers.py c.prof | FileCheck %s --check-prefix=USED
// USED: variable 0 local Used|std::map<int, int>

#include <algorithm>
#include <cstdio>
#include <map>
#include <utility>

namespace mine {
template <class K, class V> struct map {
  V Values[8] = {};
  V &operator[](K Key) { return Values[Key]; }
  V *find(K Key) { return &Values[Key]; }
  V *begin() { return Values; }
  V *end() { return Values + 8; }
  __attribute__((noinline)) bool insert(K Key) { return !Values[Key]++; }
};
struct vector {
  void push_back(int) {}
};
} // namespace mine

struct std_map : mine::map<int, int> {};

int main() {
  mine::map<int, int> Map;
  Map[1] = 2;
  Map.insert(3);
  std_map Other;
  Other.insert(4);
  mine::vector().push_back(1);
  int Sum = 0, Array[] = {3, 1, 2};
  for (int Value : Map)
    Sum += Value;
  std::sort(Array, Array + 3);
  std::pair<int, int> Pair(1, 2);
  std::swap(Pair.first, Pair.second);
#ifdef USE
  std::map<int, int> Used;
  Used[1] = 2;
#endif
  std::printf("%d\n", Sum + Array[0] + *Map.find(1) + Pair.first);
}
