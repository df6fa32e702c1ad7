// A table of records searched by a hand-written loop, in C. A cache of valueOf
// would save nearly as much: the better algorithm comes first.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clang -O2 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --json %t/app.prof | FileCheck %s

#include <stdio.h>

struct Record {
  int Id, Value;
};

static struct Record Records[4000];

static int valueOf(int Id) {
  // CHECK: "id": "S1"
  // CHECK-NEXT: "rule": "linear-search"
  // CHECK: "file": "{{.*}}fires-loop.c"
  for (int I = 0; I < 4000; ++I)
    // CHECK-NEXT: "line": [[@LINE-1]],
    // CHECK-NEXT: "function": "valueOf"
    if (Records[I].Id == Id)
      return Records[I].Value;
  return -1;
}
// CHECK: "searches": 400000,
// CHECK-NEXT: "elements": 960160000,
// CHECK-NEXT: "elements_exact": true,
// CHECK-NOT: std::
// CHECK: "after": "{{.*}}bsearch
// CHECK: "rule": "memoize"
// CHECK: "within": "S1"

int main(void) {
  for (int I = 0; I < 4000; ++I)
    Records[I] = (struct Record){I * 7, I};
  long Sum = 0;
  for (int I = 0; I < 400000; ++I)
    Sum += valueOf(I % 5000 * 7);
  printf("%ld\n", Sum);
  return 0;
}
