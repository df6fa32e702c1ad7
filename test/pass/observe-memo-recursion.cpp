// A recursion that is a loop in optimized code remains one where its arguments are
// observed: as deep as the program likes, in two translation units.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -std=c++17 -O2 %s -DMAIN -c -o %t/main.o
// RUN: %hone-clangxx -std=c++17 -O2 %s -c -o %t/other.o
// RUN: %hone-clangxx -O2 %t/main.o %t/other.o -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app | FileCheck %s --check-prefix=OUT
// OUT: 4500001500000 2000003 6765
// RUN: %python %S/Inputs/observations.py %hone %t/app.prof | FileCheck %s
// CHECK-DAG: memo {{.*}}sumTo{{.*}}(long) -> long, proven: {{[1-9]}}
// CHECK-DAG: memo {{.*}}fibonacci{{.*}}(int) -> int, proven: {{[1-9]}}
//
// The counts are those of the recursion that was written.
// RUN: %hone report --json %t/app.prof | %python -c "import json, sys; \
// RUN:   print(*sorted('%%s %%d' %% (f['name'], f['calls']) for f in json.load(sys.stdin)['functions']), sep='\n')" \
// RUN:   | FileCheck %s --check-prefix=CALLS
// CALLS: fibonacci{{.*}} 21891
// CALLS: {{.*}}sumTo{{.*}} 7000002
//
// RUN: %hone-clangxx -std=c++17 -O0 %s -DMAIN -DDEPTH=2000 -c -o %t/main0.o
// RUN: %hone-clangxx -std=c++17 -O0 %s -DDEPTH=2000 -c -o %t/other0.o
// RUN: %hone-clangxx -O0 %t/main0.o %t/other0.o -o %t/app0
// RUN: env HONE_PROFILE_FILE=%t/app0.prof %t/app0 | FileCheck %s --check-prefix=OUT0
// OUT0: 2001000 2003 6765
// RUN: %hone report --json %t/app0.prof | %python -c "import json, sys; \
// RUN:   print(*sorted('%%s %%d' %% (f['name'], f['calls']) for f in json.load(sys.stdin)['functions']), sep='\n')" \
// RUN:   | FileCheck %s --check-prefix=CALLS0
// CALLS0: fibonacci{{.*}} 21891
// CALLS0: {{.*}}sumTo{{.*}} 6002

#include <cstdio>

#ifndef DEPTH
#define DEPTH 3000000
#endif

// Of both translation units.
template <class T> __attribute__((noinline)) T sumTo(T N) {
  if (N == 0)
    return 0;
  return N + sumTo(N - 1);
}

long other();

#ifdef MAIN
static __attribute__((noinline)) int fibonacci(int N) {
  if (N < 2)
    return N;
  return fibonacci(N - 1) + fibonacci(N - 2);
}

int main() {
  long Sum = sumTo(long(DEPTH));
  std::printf("%ld %ld %d\n", Sum, other(), fibonacci(20));
}
#else
long other() {
  // A part of it, so that the compiler cannot know the result.
  volatile long Depth = DEPTH == 3000000 ? 2000000 : DEPTH;
  long Before = sumTo(long(Depth)) - sumTo(long(Depth) - 1);
  return Before + 3;
}
#endif
