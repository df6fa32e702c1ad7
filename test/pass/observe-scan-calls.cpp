// Calls of library searches are observed with the number of elements they looked
// at, for arrays and lists; an exception out of a predicate ends nothing twice.
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

#include <algorithm>
#include <cstdio>
#include <forward_list>
#include <list>
#include <stdexcept>
#include <string>
#include <vector>

int main() {
  std::vector<int> Vector(100);
  int Array[100];
  for (int I = 0; I != 100; ++I)
    Array[I] = Vector[I] = I;
  std::list<int> List(Vector.begin(), Vector.end());
  std::forward_list<long> Forward(Vector.begin(), Vector.end());
  std::vector<std::string> Names = {"a", "b", "c"};

  long Sum = 0;
  for (int Key : {9, -1}) {
    // CHECK: scan [[@LINE+1]] std::find|std::vector<int>|int: 2 searches, 110 elements, 1 exhausted, 1 bases
    Sum += std::find(Vector.begin(), Vector.end(), Key) != Vector.end();
    // CHECK: scan [[@LINE+1]] std::find|int *|int: 2 searches, 110 elements, 1 exhausted, 1 bases
    Sum += std::find(Array, Array + 100, Key) - Array;
    // CHECK: scan [[@LINE+1]] std::find|std::list<int>|int: 2 searches, 110 elements, 1 exhausted, 1 bases
    Sum += std::find(List.begin(), List.end(), Key) == List.end();
    // CHECK: scan [[@LINE+1]] std::find|std::forward_list<long>|int: 2 searches, 110 elements, 1 exhausted, 1 bases
    Sum += std::find(Forward.begin(), Forward.end(), Key) == Forward.end();
    // CHECK: scan [[@LINE+1]] std::count|std::vector<int>|int: 2 searches, 200 elements, 1 exhausted, 1 bases
    Sum += std::count(Vector.begin(), Vector.end(), Key) != 0;
    // A number that is used is no search: bytes of a buffer are counted.
    // CHECK: scan [[@LINE+1]] std::count||: 2 searches, 800 elements, 0 exhausted, 1 bases
    Sum += std::count(Vector.begin(), Vector.end(), Key);
    // CHECK: scan [[@LINE+1]] std::find_if|std::list<int>|int: 2 searches, 110 elements, 1 exhausted, 1 bases
    auto Found = std::find_if(List.begin(), List.end(),
                              [&](int Number) { return Number == Key; });
    Sum += Found == List.end();
    // CHECK: scan [[@LINE+1]] std::find|std::vector<std::string>|char[2]: 2 searches, 4 elements, 0 exhausted, 1 bases
    Sum += std::find(Names.cbegin(), Names.cend(), "b") - Names.cbegin();
  }
  int Missing = -1;
  try {
    // CHECK: scan [[@LINE+1]] std::find_if|std::vector<int>|int: 0 searches, 0 elements, 0 exhausted, 1 bases
    Sum += std::find_if(Vector.begin(), Vector.end(), [&](int Number) {
             if (Number == 50)
               throw std::runtime_error("50");
             return Number == Missing;
           }) == Vector.end();
  } catch (const std::runtime_error &) {
    ++Sum;
  }
  std::printf("%ld\n", Sum);
}
