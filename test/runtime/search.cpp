// The books of observed searches: exact for the first thousand, unbiased for
// what is sampled afterwards, containers told apart by their first element.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clangxx -O1 -std=c++17 -pthread -I%src/include -I%S/Inputs %s %hone_rt -o %t/a
// RUN: env HONE_PROFILE_FILE=%t/p.prof %t/a
// RUN: %python %S/Inputs/show.py %t/p.prof > %t/out
// RUN: FileCheck %s < %t/out
// RUN: %python %S/Inputs/sampled.py %t/out

#include "Instrument.h"

#include <thread>
#include <vector>

FUNCTION(few)
FUNCTION(many)
FUNCTION(growing)
FUNCTION(lists)
FUNCTION(threads)
FUNCTION(crowd)
SCAN(Few, few, 10)
SCAN(Many, many, 20)
SCAN(Growing, growing, 30)
SCAN(Lists, lists, 40)
SCAN(Threads, threads, 50)
SCAN(Crowd, crowd, 60)

struct Node {
  int Value;
  Node *Next;
};

void search(hone::ScanRecord &Scan, const void *Base, hone::U64 Elements,
            bool Exhausted) {
  hone::U64 Start = __hone_scan_begin(&Scan, Base);
  __hone_scan_end(&Scan, Start, Elements, Exhausted);
}

int main() {
  char Bases[1000];
  // Fewer than a thousand: every one. Null is no container.
  for (int I = 0; I != 900; ++I)
    search(Few, I % 9 ? &Bases[I % 9] : nullptr, 10, I % 3 == 0);
  // Two sites in turn, one of them always exhausted.
  for (int I = 0; I != 1000000; ++I) {
    search(Many, Bases, 8, I % 4 == 0);
    search(Growing, Bases, I / 1000, true);
  }
  // n0 -> n1 -> n2 -> sentinel
  Node Sentinel = {0, nullptr}, N2 = {2, &Sentinel}, N1 = {1, &N2}, N0 = {0, &N1};
  auto List = [&](Node *Result) {
    __hone_scan_end_list(&Lists, __hone_scan_begin(&Lists, &N0), &N0, Result,
                         &Sentinel, offsetof(Node, Next));
  };
  List(&N0);
  List(&N2);
  List(&Sentinel);
  // Null-terminated, and an empty list.
  Sentinel.Next = nullptr;
  __hone_scan_end_list(&Lists, __hone_scan_begin(&Lists, &N1), &N1, nullptr,
                       nullptr, offsetof(Node, Next));
  __hone_scan_end_list(&Lists, __hone_scan_begin(&Lists, nullptr), nullptr,
                       nullptr, nullptr, offsetof(Node, Next));
  std::vector<std::thread> Workers;
  for (int I = 0; I != 8; ++I)
    Workers.emplace_back([&] {
      for (int J = 0; J != 100; ++J)
        search(Threads, Bases, 5, false);
    });
  for (std::thread &T : Workers)
    T.join();
  // More containers than are told apart.
  for (int I = 0; I != 200; ++I)
    search(Crowd, &Bases[I], 1, false);
  // Begun, but left by an exception: does not count.
  (void)__hone_scan_begin(&Crowd, Bases);
  // Not observed.
  __hone_scan_end(&Crowd, 0, 1000, 1);
}

// CHECK-DAG: SCAN few line 10 observed 900 elements 9000 time {{.*}} exhausted 300 max 10 bases 8 state 0
// CHECK-DAG: SCAN lists line 40 observed 5 elements 10 time {{.*}} exhausted 3 max 3 bases 2 state 0
// CHECK-DAG: SCAN threads line 50 observed 800 elements 4000 time {{.*}} exhausted 0 max 5 bases 1 state 0
// CHECK-DAG: SCAN crowd line 60 observed 200 elements 200 time {{.*}} exhausted 0 max 1 bases 64 state 0
