// Hand-written searches are recognized whatever they walk over, at every level of
// optimization; what they looked at is counted exactly.
//
// RUN: mkdir -p %t
// RUN: %hone-clangxx -std=c++17 -O0 %s -o %t/O0
// RUN: env HONE_PROFILE_FILE=%t/O0.prof %t/O0 > %t/O0.out
// RUN: %python %S/Inputs/observations.py %hone %t/O0.prof | FileCheck %s
// RUN: %hone-clangxx -std=c++17 -O2 %s -o %t/O2
// RUN: env HONE_PROFILE_FILE=%t/O2.prof %t/O2 > %t/O2.out
// RUN: %python %S/Inputs/observations.py %hone %t/O2.prof | FileCheck %s
// RUN: %clangxx -std=c++17 %s -o %t/plain && %t/plain > %t/plain.out
// RUN: cmp %t/plain.out %t/O0.out && cmp %t/plain.out %t/O2.out

#include <array>
#include <cstdio>
#include <deque>
#include <list>
#include <map>
#include <string>
#include <vector>

#define NOINLINE __attribute__((noinline))

struct Record {
  int Id;
  std::string Name;
};

// CHECK: scan [[@LINE+2]] loop|std::vector<int>|int: 2 searches, 151 elements, 1 exhausted, 1 bases
NOINLINE bool rangeFor(const std::vector<int> &Numbers, int Key) {
  for (int Number : Numbers)
    if (Number == Key)
      return true;
  return false;
}

// CHECK: scan [[@LINE+2]] loop|std::vector<Record>|const std::string &: 2 searches, 121 elements, 1 exhausted, 1 bases
NOINLINE int byName(const std::vector<Record> &Records, const std::string &Name) {
  for (const Record &R : Records)
    if (R.Name == Name)
      return R.Id;
  return -1;
}

// CHECK: scan [[@LINE+2]] loop|std::vector<Record>|int: 2 searches, 131 elements, 1 exhausted, 1 bases
NOINLINE long byIndex(const std::vector<Record> &Records, int Id) {
  for (size_t I = 0; I < Records.size(); I++)
    if (Records[I].Id == Id)
      return I;
  return -1;
}

// CHECK: scan [[@LINE+3]] loop|std::vector<int>|int: 2 searches, 113 elements, 1 exhausted, 1 bases
NOINLINE bool byIterator(const std::vector<int> &Numbers, int Key) {
  auto It = Numbers.begin();
  while (It != Numbers.end() && *It != Key)
    ++It;
  return It != Numbers.end();
}

// CHECK: scan [[@LINE+2]] loop|std::list<int>|int: 2 searches, 108 elements, 1 exhausted, 1 bases
NOINLINE bool inList(const std::list<int> &Numbers, int Key) {
  for (int Number : Numbers)
    if (Number == Key)
      return true;
  return false;
}

// CHECK: scan [[@LINE+2]] loop|std::deque<int>|int: 2 searches, 1301 elements, 1 exhausted, 1 bases
NOINLINE bool inDeque(const std::deque<int> &Numbers, int Key) {
  for (int Number : Numbers)
    if (Number == Key)
      return true;
  return false;
}

// CHECK: scan [[@LINE+2]] loop||int: 2 searches, 111 elements, 1 exhausted, 1 bases
NOINLINE int byValueInMap(const std::map<int, int> &Map, int Value) {
  for (const auto &Entry : Map)
    if (Entry.second == Value)
      return Entry.first;
  return -1;
}

struct Table {
  std::vector<Record> Records;
  std::array<double, 20> Numbers;
  // CHECK: scan [[@LINE+2]] loop|std::vector<Record>|int: 2 searches, 106 elements, 1 exhausted, 1 bases
  NOINLINE const Record *find(int Id) const {
    for (const Record &R : Records)
      if (R.Id == Id)
        return &R;
    return nullptr;
  }
  // CHECK: scan [[@LINE+2]] loop|std::array<double, 20>|double: 2 searches, 24 elements, 1 exhausted, 1 bases
  NOINLINE int position(double Number) const {
    for (int I = 0; I != 20; ++I)
      if (Numbers[I] == Number)
        return I;
    return -1;
  }
};

// CHECK: scan [[@LINE+2]] loop|int *|int: 2 searches, 110 elements, 1 exhausted, 1 bases
NOINLINE int either(int *Numbers, int Key, int OtherKey) {
  for (int I = 0; I < 100; I++)
    if (Numbers[I] == Key || Numbers[I] == OtherKey)
      return I;
  return -1;
}

// CHECK: scan [[@LINE+2]] loop|Record *|int: 2 searches, 108 elements, 1 exhausted, 1 bases
NOINLINE int both(Record *Records, int Id, const std::string &Name) {
  for (int I = 0; I < 100; I++)
    if (Records[I].Id == Id && Records[I].Name == Name)
      return I;
  return -1;
}

// CHECK: scan [[@LINE+4]] loop|std::vector<int>|int: 6 searches, 318 elements, 3 exhausted, 3 bases
NOINLINE int inRows(const std::vector<std::vector<int>> &Rows, int Key) {
  int Count = 0;
  for (const auto &Row : Rows)
    for (int Number : Row)
      if (Number == Key) {
        ++Count;
        break;
      }
  return Count;
}

int main() {
  std::vector<int> Numbers;
  std::vector<Record> Records;
  std::deque<int> Deque;
  std::map<int, int> Map;
  Table T;
  for (int I = 0; I != 100; ++I) {
    Numbers.push_back(I);
    Records.push_back({I, "name" + std::to_string(I)});
    Map[I] = 2 * I;
  }
  for (int I = 0; I != 1000; ++I)
    Deque.push_back(I);
  for (int I = 0; I != 20; ++I)
    T.Numbers[I] = I;
  std::list<int> List(Numbers.begin(), Numbers.end());
  T.Records = Records;
  std::vector<std::vector<int>> Rows(3, Numbers);

  long Sum = rangeFor(Numbers, 50) + rangeFor(Numbers, -1);
  Sum += byName(Records, "name20") + byName(Records, "none");
  Sum += byIndex(Records, 30) + byIndex(Records, -1);
  Sum += byIterator(Numbers, 12) + byIterator(Numbers, -1);
  Sum += inList(List, 7) + inList(List, -1);
  Sum += inDeque(Deque, 300) + inDeque(Deque, -1);
  Sum += byValueInMap(Map, 20) + byValueInMap(Map, -1);
  Sum += T.find(5)->Id + (T.find(-1) == nullptr);
  Sum += T.position(3) + T.position(-1);
  Sum += either(Numbers.data(), 80, 9) + either(Numbers.data(), -1, -2);
  Sum += both(Records.data(), 7, "name7") + both(Records.data(), 8, "name7");
  Sum += inRows(Rows, 5) + inRows(Rows, -1);
  std::printf("%ld\n", Sum);
}
