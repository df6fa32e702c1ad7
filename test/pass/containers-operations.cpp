// Every operation is counted exactly, as what it is; those that cost something have
// a record that says how to look into the container.
//
// RUN: mkdir -p %t && cd %t
// RUN: %hone-clangxx -std=c++17 -O0 %s -o O0
// RUN: env HONE_PROFILE_FILE=O0.prof ./O0
// RUN: %python %S/Inputs/containers.py O0.prof | FileCheck %s \
// RUN:   --implicit-check-not="SearchValue range" --implicit-check-not="Destroy string"
// RUN: %hone-clangxx -std=c++17 -O3 %s -o O3
// RUN: env HONE_PROFILE_FILE=O3.prof ./O3
// RUN: %python %S/Inputs/containers.py O3.prof | FileCheck %s \
// RUN:   --implicit-check-not="SearchValue range" --implicit-check-not="Destroy string"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <deque>
#include <forward_list>
#include <functional>
#include <list>
#include <map>
#include <queue>
#include <set>
#include <stack>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

enum class Color : uint16_t { Red };

struct Seeded {
  size_t Seed = 1;
  size_t operator()(int Key) const { return Seed * Key; }
};

// CHECK-LABEL: function _Z9sequencesv
__attribute__((noinline)) void sequences() {
  // CHECK-DAG: operation [[@LINE+2]]:{{.*}} Construct on {{.*}} (V): 1{{$}}
  // CHECK-DAG: observed [[#]]:[[#]] Destroy vector elements of 8 bytes, none
  std::vector<long> V;
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Reserve on {{.*}} (V): 1{{$}}
  V.reserve(8);
  for (int I = 0; I != 5; ++I)
    // CHECK-DAG: operation [[@LINE+1]]:{{.*}} PushBack on {{.*}} (V): 5{{$}}
    V.push_back(5 - I);
  // CHECK-DAG: operation [[@LINE+2]]:{{.*}} InsertAt on {{.*}} (V): 1{{$}}
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} InsertAt vector elements of 8 bytes, none
  V.insert(V.begin(), 3);
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} EraseAt vector elements of 8 bytes, none
  V.erase(V.begin() + 1);
  // CHECK-DAG: operation [[@LINE+2]]:{{.*}} Sort on {{.*}} (V): 1{{$}}
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} Sort range elements of 8 bytes, none
  std::sort(V.begin(), V.end());
  // CHECK-DAG: operation [[@LINE+3]]:{{.*}} EraseAt on {{.*}} (V): 1{{$}}
  // CHECK-DAG: operation [[@LINE+2]]:{{.*}} Unique on {{.*}} (V): 1{{$}}
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} Unique range elements of 8 bytes, none
  V.erase(std::unique(V.begin(), V.end()), V.end());
  // Searches are observed as scans: here they are counted only.
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} SearchValue on {{.*}} (V): 1{{$}}
  bool Has = std::find(V.begin(), V.end(), 4) != V.end();
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} SearchSorted on {{.*}} (V): 1{{$}}
  Has |= std::binary_search(V.begin(), V.end(), 4);
  // CHECK-DAG: operation [[@LINE+3]]:{{.*}} Copy on {{.*}} (W): 1{{$}}
  // CHECK-DAG: operation [[@LINE+2]]:{{.*}} WalkAll on {{.*}} (V): 1{{$}}
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} Copy vector elements of 8 bytes, none
  std::vector<long> W = V;
  // CHECK-DAG: operation [[@LINE+2]]:{{.*}} Swap on {{.*}} (W): 1{{$}}
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Swap on {{.*}} (V): 1{{$}}
  W.swap(V);
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Index on {{.*}} (W): 1{{$}}
  W[0] += Has;

  std::deque<int> D;
  // CHECK-DAG: operation [[@LINE+2]]:{{.*}} PushFront on {{.*}} (D): 1{{$}}
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} PushFront deque elements of 4 bytes, none
  D.push_front(1);
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} InsertAt on {{.*}} (D): 1{{$}}
  D.insert(D.begin(), 3);
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Advance on {{.*}} (D): 2{{$}}
  for (int &E : D)
    ++E;
  std::list<int> L(3);
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} Reorder list elements of 4 bytes, none
  L.sort();
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Remove on {{.*}} (L): 1{{$}}
  L.remove(3);
  std::forward_list<int> F;
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} PushFront unknown elements of 4 bytes, none
  F.push_front(3);
  std::array<int, 4> A;
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Assign on {{.*}} (A): 1{{$}}
  A.fill(3);
  std::bitset<8> B;
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Other on {{.*}} (B): 1{{$}}
  B.set(3);
  std::vector<bool> Bits;
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} Clear unknown elements of 1 bytes, none
  Bits.clear();
}

// CHECK-LABEL: function _Z4keysv
__attribute__((noinline)) int keys() {
  std::map<std::string, int> M;
  // CHECK-DAG: operation [[@LINE+2]]:{{.*}} Subscript on {{.*}} (M): 1 temporary{{$}}
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} Subscript tree elements of 40 bytes, string
  M["a"] = 1;
  std::string Key = "b";
  // CHECK-DAG: operation [[@LINE+2]]:{{.*}} InsertKey on {{.*}} (M): 1{{$}}
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} InsertKey tree elements of 40 bytes, string
  M.emplace(Key, 2);
  // What is not yet a key is not looked into.
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} InsertKey tree elements of 40 bytes, cstring
  M.emplace("c", 2);
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} InsertKey tree elements of 40 bytes, string
  M.insert({Key, 3});
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} EraseKey on {{.*}} (M): 1{{$}}
  M.erase(Key);
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} EraseAt on {{.*}} (M): 1{{$}}
  M.erase(M.begin());
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} InsertRange on {{.*}} (M): 1{{$}}
  M.insert({{"x", 1}, {"y", 2}});
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} InsertHint on {{.*}} (M): 1{{$}}
  M.insert(M.end(), {"z", 2});
  std::unordered_map<int, char> H;
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} Find hash elements of 8 bytes, signed4
  int Found = H.find(3) != H.end();
  std::unordered_map<int, int, Seeded> S;
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} Count unknown elements of 8 bytes, signed4
  Found += S.count(3);
  std::set<Color> C;
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} InsertKey tree elements of 2 bytes, unsigned2
  C.insert(Color::Red);
  std::set<const int *> P;
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} Count tree elements of 8 bytes, unsigned8
  Found += P.count(&Found);
  std::set<std::string, std::less<>> T;
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} Find tree elements of 32 bytes, view
  Found += T.find(std::string_view("a")) != T.end();
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} Find tree elements of 32 bytes, cstring
  Found += T.find("a") != T.end();
  std::set<std::pair<int, int>> Pairs;
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} LowerBound tree elements of 8 bytes, none
  Found += Pairs.lower_bound({1, 2}) != Pairs.end();
  std::multimap<double, int> Many;
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} EqualRange tree elements of 16 bytes, none
  Found += Many.equal_range(0.5).first != Many.end();
  return Found;
}

// CHECK-LABEL: function _Z8adaptorsv
__attribute__((noinline)) int adaptors() {
  std::stack<int> S;
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} Push deque elements of 4 bytes, none
  S.push(1);
  std::stack<int, std::vector<int>> SV;
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} Push vector elements of 4 bytes, none
  SV.push(1);
  std::queue<int> Q;
  Q.push(1);
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Top on {{.*}} (Q): 1{{$}}
  int Result = Q.front();
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Pop on {{.*}} (Q): 1{{$}}
  Q.pop();
  std::priority_queue<int> P;
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} Push vector elements of 4 bytes, none
  P.push(2);
  return Result + P.top();
}

// CHECK-LABEL: function _Z4textRKNSt7__cxx11
__attribute__((noinline)) bool text(const std::string &Given) {
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Text on {{.*}} (Given): 1{{$}}
  std::string S = Given + "x";
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} PushBack on {{.*}} (S): 1{{$}}
  S += 'c';
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} Append string elements of 1 bytes, none
  S += "abc";
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} FindText string elements of 1 bytes, none
  return S.find("b") == 3;
}

// CHECK-LABEL: function _Z8handedOnv
void take(std::vector<int> &) {}
__attribute__((noinline)) void handedOn() {
  std::vector<int> V(3), W, X, Y;
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Passed on {{.*}} (V): 1{{$}}
  auto Lambda = [&V] { return V.size(); };
  Lambda();
  void (*volatile Unknown)(std::vector<int> &) = take;
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Passed on {{.*}} (W): 1{{$}}
  Unknown(W);
  std::function<void(std::vector<int> &)> Function = take;
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Passed on {{.*}} (X): 1{{$}}
  Function(X);
  // CHECK-DAG: binding {{.*}} (Y) argument 1 of _Z4takeRSt6vectorIiSaIiEE: 1
  take(Y);
}

int main() {
  sequences();
  handedOn();
  return keys() + adaptors() + text("ab") == 0;
}
