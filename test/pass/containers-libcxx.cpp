// The same operations, variables and layouts with libc++.
//
// REQUIRES: libcxx
// RUN: mkdir -p %t && cd %t
// RUN: %hone-clangxx -stdlib=libc++ -std=c++17 -O1 %s -o a
// RUN: env HONE_PROFILE_FILE=a.prof ./a
// RUN: %python %S/Inputs/containers.py a.prof | FileCheck %s

#include <algorithm>
#include <deque>
#include <list>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

struct Graph {
  std::map<std::string, std::vector<int>> Nodes;
  std::unordered_map<int, int> Counts;
};

// CHECK-LABEL: function _Z3runR5Graph
// CHECK-DAG: variable {{[0-9]+}} member Graph::Nodes|std::map<std::string, std::vector<int>>
// CHECK-DAG: variable {{[0-9]+}} element Graph::Nodes[]|std::vector<int>
int run(Graph &G) {
  // CHECK-DAG: operation [[@LINE+2]]:{{.*}} Subscript on {{.*}} (Graph::Nodes): 1 temporary
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} Subscript tree-libcxx elements of 48 bytes, string-libcxx
  G.Nodes["a"].push_back(3);
  auto It = G.Nodes.find("a");
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} PushBack on {{.*}} (Graph::Nodes[]): 1
  It->second.push_back(4);
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} Subscript hash elements of 8 bytes, signed4
  G.Counts[3]++;
  int Sum = 0;
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Advance on {{.*}} (Graph::Nodes): 1
  for (auto &[Key, Values] : G.Nodes)
    // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Advance on {{.*}} (Graph::Nodes[]): 2
    for (int Value : Values)
      Sum += Value;
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Advance on {{.*}} (Graph::Counts): 1
  for (auto &Count : G.Counts)
    Sum += Count.second;
  std::deque<int> D;
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} PushFront deque-libcxx elements of 4 bytes, none
  D.push_front(2);
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Advance on {{.*}} (D): 1
  for (int Value : D)
    Sum += Value;
  std::list<int> L;
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} PushFront list elements of 4 bytes, none
  L.push_front(2);
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Advance on {{.*}} (L): 1
  for (auto At = L.begin(); At != L.end(); ++At)
    Sum += *At;
  std::vector<int> V = {3, 1};
  // CHECK-DAG: operation [[@LINE+2]]:{{.*}} Sort on {{.*}} (V): 1
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} Sort range elements of 4 bytes, none
  std::sort(V.begin(), V.end());
  std::string S;
  // CHECK-DAG: observed [[@LINE+1]]:{{.*}} Append string-libcxx elements of 1 bytes, none
  S.append("abc");
  return Sum;
}

int main() {
  Graph G;
  return run(G) == 0;
}
