// Iterators, references and pointers that outlive the function are seen; copies of
// the elements are not taken for them. Nor do elements given to functions say that
// the container is handed on, as iterators do.
//
// RUN: mkdir -p %t && cd %t
// RUN: %hone-clangxx -std=c++17 -O1 %s -o a
// RUN: env HONE_PROFILE_FILE=a.prof ./a
// RUN: %python %S/Inputs/containers.py a.prof | FileCheck %s

#include <deque>
#include <map>
#include <string>
#include <vector>

std::map<int, int *> Pointers;
std::map<int, std::string> Texts;
std::deque<int> Queue;
std::vector<const std::string *> Index;
std::map<int, std::string>::iterator Last;
const std::string *Address;

// CHECK-LABEL: function _Z4keptB5cxx11v
std::string &kept() {
  for (auto &Element : Texts)
    // CHECK-DAG: operation [[@LINE-1]]:{{.*}} Begin on {{.*}} (Texts): 1 keeps
    Index.push_back(&Element.second);
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Find on {{.*}} (Texts): 1 keeps
  Last = Texts.find(1);
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} LowerBound on {{.*}} (Texts): 1 keeps
  auto It = Texts.lower_bound(1);
  Address = &It->second;
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Subscript on {{.*}} (Texts): 1 keeps
  return Texts[1];
}

// CHECK-LABEL: function _Z7notKeptv
// CHECK-NOT: keeps
int *notKept() {
  std::string Copy = Texts[1];
  auto It = Texts.find(1);
  if (It != Texts.end())
    It->second = Copy;
  for (auto &Element : Texts)
    Index.push_back(new std::string(Element.second));
  Queue.insert(Queue.begin(), 1);
  auto Found = Pointers.find(1);
  return Found == Pointers.end() ? nullptr : Found->second;
}

// CHECK-LABEL: function _Z8positionv
// CHECK: operation [[@LINE+1]]:{{.*}} Begin on {{.*}} (Queue): 1 keeps
std::deque<int>::iterator position() { return Queue.begin(); }

__attribute__((noinline)) int walk(std::map<int, std::string>::iterator First,
                                   std::map<int, std::string>::iterator Last) {
  return First == Last;
}
__attribute__((noinline)) void change(std::string &Text) { Text += 'x'; }

// CHECK-LABEL: function _Z8iteratorv
// CHECK-DAG: operation [[@LINE+3]]:{{.*}} Passed on {{.*}} (Texts): 1
// CHECK-DAG: operation [[@LINE+2]]:{{.*}} Begin on {{.*}} (Texts): 1{{$}}
int iterator() {
  return walk(Texts.begin(), Texts.begin());
}

// CHECK-LABEL: function _Z7elementv
// CHECK-NOT: Passed
void element() {
  change(Texts[1]);
  change(Texts.begin()->second);
  for (auto &Text : Texts)
    change(Text.second);
}

// CHECK-LABEL: function main
int main() {
  iterator();
  element();
  Texts[1] = "one";
  kept();
  position();
  return notKept() != nullptr;
}
