// 72 bytes, 32 of which are padding; all members are used. In C, the objects are
// an array of the allocator's.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clang -O2 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule struct-layout --json %t/app.prof | FileCheck %s

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

// CHECK: "rule": "struct-layout"
struct Edge {
  // CHECK: "line": [[@LINE-1]],
  bool Used;
  double Cost;
  bool Cut;
  double Flow;
  bool Open;
  long From;
  char Kind;
  long To;
  int Level;
};

static double total(const struct Edge *Edges, long Count) {
  double Sum = 0;
  for (long I = 0; I < Count; ++I) {
    const struct Edge *E = &Edges[I * 7919 % Count];
    if (!E->Used && !E->Cut && !E->Open)
      Sum += E->Cost * E->Flow + (double)(E->From - E->To) + E->Kind + E->Level;
  }
  return Sum;
}

int main(void) {
  long Count = 300000;
  struct Edge *Edges = calloc(Count, sizeof *Edges);
  double Sum = 0;
  for (int Round = 0; Round < 40; ++Round)
    Sum += total(Edges, Count);
  printf("%g\n", Sum);
  free(Edges);
  return 0;
}

// CHECK: "struct": "Edge"
// CHECK: "bytes": 72,
// CHECK-NEXT: "bytes_then": 40,
// CHECK-NEXT: "objects": 300000,
// CHECK: "change": "reorder"
