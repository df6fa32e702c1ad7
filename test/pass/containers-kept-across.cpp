// Iterators, references and pointers that are used after their container changed,
// in the same function, are seen; those that are used before, obtained anew, or
// returned by the change itself are not taken for them.
//
// RUN: mkdir -p %t && cd %t
// RUN: %hone-clangxx -std=c++17 -O1 %s -o a
// RUN: env HONE_PROFILE_FILE=a.prof ./a
// RUN: %python %S/Inputs/containers.py a.prof | FileCheck %s

#include <deque>
#include <list>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

// CHECK-LABEL: function _Z9referencev
int reference() {
  std::unordered_map<int, int> Counts;
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Subscript on {{.*}} (Counts): 1 keeps
  int &First = Counts[1];
  Counts[2] = 3;
  First = 4;
  return Counts.size();
}

// CHECK-LABEL: function _Z7pointerv
int pointer() {
  std::unordered_map<int, std::string> Texts = {{1, "one"}};
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Find on {{.*}} (Texts): 1 keeps
  auto It = Texts.find(1);
  std::string *Text = &It->second;
  for (int I = 0; I != 3; ++I)
    Texts.emplace(I + 2, "more");
  *Text += 'x';
  return Texts.size();
}

// CHECK-LABEL: function _Z8iteratorv
int iterator() {
  std::list<int> Numbers = {1, 2};
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Begin on {{.*}} (Numbers): 1 keeps
  auto First = Numbers.begin();
  Numbers.push_front(0);
  return *First;
}

// CHECK-LABEL: function _Z4bestv
int best() {
  std::map<int, int> Scores;
  int *Best = nullptr;
  for (int I = 0; I != 4; ++I) {
    // CHECK-DAG: operation [[@LINE+1]]:{{.*}} Subscript on {{.*}} (Scores): 4 keeps
    int &Score = Scores[I];
    Score = I * (3 - I);
    if (!Best || Score > *Best)
      Best = &Score;
  }
  return *Best;
}

// CHECK-LABEL: function _Z4backv
int back() {
  std::deque<std::string> Lines = {"a"};
  // CHECK-DAG: operation [[@LINE+1]]:{{.*}} (Lines): 1 keeps
  std::string &Last = Lines.back();
  Lines.push_back(Last + "b");
  return Last.size();
}

// CHECK-LABEL: function _Z7expressv
// CHECK-NOT: keeps
int express() {
  std::map<int, int> Sums;
  Sums[1] = Sums[2] + 1;
  Sums[3] += Sums[1];
  return Sums.size();
}

// CHECK-LABEL: function _Z6erasesv
// CHECK-NOT: keeps
int erases() {
  std::map<int, std::string> Texts = {{1, "one"}, {2, "two"}, {3, "three"}};
  for (auto It = Texts.begin(); It != Texts.end();)
    if (It->first == 2)
      It = Texts.erase(It);
    else
      ++It;
  auto Found = Texts.find(1);
  if (Found != Texts.end()) {
    Found->second += 'x';
    Texts.erase(Found);
  }
  return Texts.size();
}

// CHECK-LABEL: function _Z7insertsv
// CHECK-NOT: keeps
int inserts() {
  std::map<int, int> Numbers;
  auto Hint = Numbers.end();
  for (int I = 0; I != 4; ++I)
    Hint = Numbers.insert(Hint, {I, I});
  for (int I = 0; I != 4; ++I) {
    auto [At, IsNew] = Numbers.emplace(I * 2, I);
    if (!IsNew)
      ++At->second;
    auto Found = Numbers.find(I);
    if (Found == Numbers.end())
      Numbers[I] = 1;
    else
      ++Found->second;
    int &Value = Numbers[I];
    Value = Value * 2;
  }
  return Numbers.size();
}

// CHECK-LABEL: function _Z7anotherv
// CHECK-NOT: keeps
int another() {
  std::map<int, int> From = {{1, 2}}, To;
  for (auto &Each : From) {
    To[Each.first] = Each.second;
    To.erase(Each.second);
  }
  std::vector<int> Numbers = {1};
  auto At = Numbers.begin();
  Numbers.pop_back();
  return At == Numbers.end();
}

int main() {
  return reference() + pointer() + iterator() + best() + back() + express() +
             erases() + inserts() + another() ==
         0;
}
