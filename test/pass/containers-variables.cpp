// Operations on containers are joined to the variable of the source that the
// container is, in code without and with optimization.
//
// RUN: mkdir -p %t && cd %t
// RUN: %hone-clangxx -std=c++17 -O0 %s -o O0
// RUN: env HONE_PROFILE_FILE=O0.prof ./O0
// RUN: %python %S/Inputs/containers.py O0.prof | FileCheck %s
// RUN: %hone-clangxx -std=c++17 -O2 -fPIC %s -o O2
// RUN: env HONE_PROFILE_FILE=O2.prof ./O2
// RUN: %python %S/Inputs/containers.py O2.prof | FileCheck %s

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

struct Node {
  std::string Name;
  std::vector<int> Edges;
};

struct Base {
  std::set<int> First;
};

struct Graph : Base {
  std::map<int, Node> Nodes;
  std::map<std::string, std::vector<int>> Groups;
  std::vector<Node> All;
  std::vector<int> Rows[4];
  std::vector<int> *Link = &Rows[0];
  std::unique_ptr<std::vector<int>> Owned{new std::vector<int>};
  static std::vector<int> Shared;
  // CHECK-LABEL: function _ZN5Graph5edgesEi
  // CHECK: binding {{.*}} (Node::Edges) argument 0 of None: 1
  std::vector<int> &edges(int Key) { return Nodes[Key].Edges; }
  void fill();
};

std::vector<int> Graph::Shared;
std::vector<int> Global;
thread_local std::vector<int> PerThread;

// CHECK-LABEL: function _Z10parametersRSt6vectorIiSaIiEEPS1_S1_
// CHECK-DAG: variable {{[0-9]+}} parameter ByReference|std::vector<int> {{.*}}.cpp:[[@LINE+4]] 0
// CHECK-DAG: variable {{[0-9]+}} parameter ByPointer|std::vector<int> {{.*}}.cpp:[[@LINE+3]] 1
// CHECK-DAG: variable {{[0-9]+}} local ByValue|std::vector<int> {{.*}}.cpp:[[@LINE+3]]{{$}}
__attribute__((noinline)) void
parameters(std::vector<int> &ByReference, std::vector<int> *ByPointer,
           std::vector<int> ByValue) {
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} PushBack on {{.*}} (ByReference): 1{{$}}
  ByReference.push_back(1);
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} PushBack on {{.*}} (ByPointer): 1{{$}}
  ByPointer->push_back(1);
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} PushBack on {{.*}} (ByValue): 1{{$}}
  ByValue.push_back(1);
}

// CHECK-LABEL: function _Z11bindingsOfUR5Graph
// CHECK-DAG: binding {{.*}} (Result) argument 2 of _Z10parameters{{.*}}: 1
// CHECK-DAG: binding {{.*}} (Graph::Rows[]) argument 1 of _Z10parameters{{.*}}: 1
// CHECK-DAG: binding {{.*}} (Result) argument 0 of None: 1
std::vector<int> &bindingsOfU(Graph &G) {
  static std::vector<int> Result;
  parameters(G.Rows[1], &Result, Result);
  return Result;
}

// CHECK-LABEL: function _Z9iterationR5Graph
__attribute__((noinline)) int iteration(Graph &G) {
  int Sum = 0;
  // CHECK-DAG: operation [[@LINE+3]]:{{.*}} Begin on {{.*}} (Graph::Rows[]): 1{{$}}
  // CHECK-DAG: operation [[@LINE+2]]:{{.*}} End on {{.*}} (Graph::Rows[]): 1{{$}}
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Advance on {{.*}} (Graph::Rows[]): 3{{$}}
  for (int Edge : G.Rows[0])
    Sum += Edge;
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Advance on {{.*}} (Graph::Nodes): 4{{$}}
  for (auto &[Key, Node] : G.Nodes)
    // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Size on {{.*}} (Node::Edges): 4{{$}}
    Sum += Node.Edges.size();
  // CHECK-DAG: operation [[@LINE+2]]:{{.*}} Advance on {{.*}} (Graph::Groups): 2{{$}}
  // CHECK-DAG: operation [[@LINE+2]]:{{.*}} Begin on {{.*}} (Graph::Groups[]): 2{{$}}
  for (auto It = G.Groups.begin(); It != G.Groups.end(); ++It)
    for (int Edge : It->second)
      Sum += Edge;
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Retreat on {{.*}} (Base::First): 2{{$}}
  for (auto It = G.First.rbegin(); It != G.First.rend(); ++It)
    Sum += *It;
  auto [Where, IsNew] = G.First.insert(9);
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Advance on {{.*}} (Base::First): 1{{$}}
  ++Where;
  auto It = G.Nodes.find(0);
  auto Copy = It;
  It = G.Nodes.erase(It);
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Advance on {{.*}} (Graph::Nodes): 1{{$}}
  ++It;
  // CHECK-DAG: variable [[TEMPORARY:[0-9]+]] local |std::vector<int> {{.*}}.cpp:[[@LINE+2]]{{$}}
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Advance on [[TEMPORARY]] (): 7{{$}}
  for (int Value : std::vector<int>(7))
    Sum += Value;
  // Of one of two: neither is known.
  auto Either = Sum ? G.First.begin() : Base().First.begin();
  // CHECK-DAG: variable [[EITHER:[0-9]+]] unknown |{{.*}} {{.*}}.cpp:[[@LINE+2]]{{$}}
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Advance on [[EITHER]] (): 1{{$}}
  ++Either;
  std::vector<int> A, B;
  // CHECK-DAG: operation [[@LINE+2]]:{{.*}} Passed on {{.*}} (A): 1{{$}}
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Passed on {{.*}} (B): 1{{$}}
  std::vector<int> &One = Sum ? A : B;
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} PushBack on {{.*}} (): 1{{$}}
  One.push_back(1);
  return Sum;
}

// CHECK-LABEL: function _ZN5Graph4fillEv
// CHECK-DAG: variable {{[0-9]+}} member Base::First|std::set<int> {{.*}}.cpp:24
// CHECK-DAG: variable {{[0-9]+}} member Node::Edges|std::vector<int> {{.*}}.cpp:20
// CHECK-DAG: variable [[GROUPS:[0-9]+]] member Graph::Groups|std::map<std::string, std::vector<int>> {{.*}}.cpp:29
// CHECK-DAG: variable {{[0-9]+}} element Graph::Groups[]|std::vector<int> {{.*}}.cpp:29 [[GROUPS]]
// CHECK-DAG: variable {{[0-9]+}} global Graph::Shared|std::vector<int> {{.*}}
// CHECK-DAG: variable {{[0-9]+}} global PerThread|std::vector<int> {{.*}}
// CHECK-DAG: variable {{[0-9]+}} result edges()|std::vector<int> {{.*}} _ZN5Graph5edgesEi
void Graph::fill() {
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} InsertKey on {{.*}} (Base::First): 1{{$}}
  First.insert(1);
  First.insert(2);
  for (int I = 0; I != 4; ++I)
    // CHECK-DAG: operation [[@LINE+2]]:{{.*}} Subscript on {{.*}} (Graph::Nodes): 4{{$}}
    // CHECK-DAG: operation [[@LINE+1]]:{{.*}} PushBack on {{.*}} (Node::Edges): 4{{$}}
    Nodes[I].Edges.push_back(I);
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} PushBack on {{.*}} (Graph::Groups[]): 1{{$}}
  Groups["a"].push_back(1);
  auto &Group = Groups["b"];
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} PushBack on {{.*}} (Graph::Groups[]): 1{{$}}
  Group.push_back(1);
  All.emplace_back();
  // CHECK-DAG: operation [[@LINE+2]]:{{.*}} Index on {{.*}} (Graph::All): 1{{$}}
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Assign on {{.*}} (Node::Name): 1{{$}}
  All[0].Name = "x";
  // CHECK-DAG: operation [[@LINE+2]]:{{.*}} PushBack on {{.*}} (Graph::Rows[]): 3{{$}}
  for (int I = 0; I != 3; ++I)
    Rows[0].push_back(I);
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Reserve on {{.*}} (Graph::Link): 1{{$}}
  Link->reserve(10);
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} PushBack on {{.*}} (Graph::Owned): 1{{$}}
  Owned->push_back(1);
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} PushBack on {{.*}} (Graph::Shared): 1{{$}}
  Shared.push_back(1);
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} PushBack on {{.*}} (PerThread): 1{{$}}
  PerThread.push_back(1);
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} PushBack on {{.*}} (edges()): 1{{$}}
  edges(3).push_back(1);
}

// CHECK-LABEL: function main
int main() {
  Graph G;
  G.fill();
  bindingsOfU(G);
  // CHECK-DAG: variable {{[0-9]+}} global Global|std::vector<int> {{.*}}
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Move on {{.*}} (Global): 1{{$}}
  Global = std::move(G.Rows[2]);
  return iteration(G) == 0;
}
