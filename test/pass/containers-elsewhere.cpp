// Members have their names in translation units, too, that neither construct the
// class nor define its first virtual function.
//
// RUN: mkdir -p %t && cd %t
// RUN: %hone-clangxx -std=c++17 -O1 %s -c -o use.o
// RUN: %hone-clangxx -std=c++17 -O1 -DMAIN %s -c -o main.o
// RUN: %hone-clangxx use.o main.o -o a
// RUN: env HONE_PROFILE_FILE=a.prof ./a
// RUN: %python %S/Inputs/containers.py a.prof | FileCheck %s

#include <map>
#include <string>
#include <vector>

struct Graph {
  explicit Graph(int Size);
  virtual ~Graph();
  int lookUp(const std::string &Key);
  std::map<std::string, int> Names;
  std::vector<double> Rows;
};

int use(Graph &G);
int use(std::vector<double> &Rows);

#ifdef MAIN
Graph::Graph(int) {}
Graph::~Graph() {}
int main() {
  Graph G(1);
  return G.lookUp("a") + use(G) + use(G.Rows) - 1;
}
#else
// CHECK-LABEL: function _ZN5Graph6lookUp
// CHECK: operation [[@LINE+1]]:{{.*}} Subscript on {{.*}} (Graph::Names): 1
int Graph::lookUp(const std::string &Key) { return Names[Key]; }

// CHECK-LABEL: function _Z3useR5Graph
// CHECK: operation [[@LINE+1]]:{{.*}} Size on {{.*}} (Graph::Rows): 1
int use(Graph &G) { return G.Rows.size(); }

// CHECK-LABEL: function _Z3useRSt6vector
// CHECK: operation [[@LINE+3]]:{{.*}} InsertAt on {{.*}} (Rows): 1
// CHECK: observed [[@LINE+2]]:{{.*}} InsertAt vector elements of 8 bytes
int use(std::vector<double> &Rows) {
  Rows.insert(Rows.begin(), 1);
  return Rows.size();
}
#endif
