// One program, one file: counts, times, edges with call sites, scan and memo
// records all arrive.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clangxx -O1 -std=c++17 -I%src/include -I%S/Inputs %s %hone_rt -o %t/a
// RUN: env HONE_PROFILE_FILE=%t/p.prof %t/a one "two three"
// RUN: %python %S/Inputs/show.py %t/p.prof | FileCheck %s
//
// Linked statically, and with unused sections removed. No warning.
// RUN: %clangxx -O1 -std=c++17 -I%src/include -I%S/Inputs %s -c -o %t/a.o
// RUN: %clangxx -static -Wl,--gc-sections -Wl,--fatal-warnings %t/a.o %hone_rt -o %t/a
// RUN: env HONE_PROFILE_FILE=%t/p.prof %t/a one "two three"
// RUN: %python %S/Inputs/show.py %t/p.prof | FileCheck %s

#include "Instrument.h"

FUNCTION(leaf)
FUNCTION(fib)
FUNCTION(main)
SITE(MainLeaf, main, 10)
SITE(MainFib, main, 11)
SITE(FibFib, fib, 20)

void leaf() {
  ENTER(leaf);
  burn(100000);
  EXIT;
}

int fib(int N) {
  ENTER(fib);
  int Result = N;
  if (N >= 2) {
    CALL(FibFib);
    Result = fib(N - 1);
    CALL(FibFib);
    Result += fib(N - 2);
  }
  EXIT;
  return Result;
}

int main() {
  ENTER(main);
  for (int I = 0; I != 20; ++I) {
    CALL(MainLeaf);
    leaf();
  }
  CALL(MainFib);
  printf("%d\n", fib(10));
  EXIT;
  return 0;
}

// CHECK-DAG: RUN command {{.*}}/a one two three{{$}}
// CHECK-DAG: RUN threads 1
// CHECK-DAG: RUN abi {{[0-9]+}}
// CHECK-DAG: RUN exit exit
// CHECK-DAG: MODULE {{.*}}/a build_id {{[0-9a-f]+|none}} size {{[1-9]}}
// CHECK-DAG: FUNCTION leaf id {{[1-9][0-9]*}} counters 20
// CHECK-DAG: FUNCTION fib id {{[1-9][0-9]*}} counters 177
// CHECK-DAG: TIME leaf calls 20 recursive 0
// CHECK-DAG: TIME fib calls 177 recursive 176
// CHECK-DAG: TIME main calls 1 recursive 0
// CHECK-DAG: EDGE - -> main line ? calls 1
// CHECK-DAG: EDGE main -> leaf line 10 calls 20
// CHECK-DAG: EDGE main -> fib line 11 calls 1
// CHECK-DAG: EDGE fib -> fib line 20 calls 176
