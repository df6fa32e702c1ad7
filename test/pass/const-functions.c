// Functions declared const or pure are counted at each call, though a compiler
// may merge calls of such a function, or drop them.
//
// RUN: for level in 0 1 2 3; do %hone-clang -O$level -w %s -o %t && \
// RUN:   env HONE_PROFILE_FILE=%t.prof %t && \
// RUN:   %hone lines %s %t.prof | FileCheck %s || exit 1; done
//
// A library's function still is what its header says.
// RUN: %hone-clang -O2 -w -S -emit-llvm %s -o - | FileCheck %s --check-prefix=IR
// IR: declare {{.*}}@strspn({{.*}}) {{.*}}#[[LIBRARY:[0-9]+]]
// IR: attributes #[[LIBRARY]] = {{.*}}memory(

#include <string.h>

__attribute__((const, noinline)) static int square(int n) {
  // CHECK: {{^ *[0-9]+ +}}300 {{.*}}return n * n;
  return n * n;
}

static int table[10] = {7};

__attribute__((pure)) static int look(int n) {
  // CHECK: {{^ *[0-9]+ +}}200 {{.*}}return table
  return table[n % 10];
}

int main(int argc, char **argv) {
  int sum = 0;
  for (int i = 0; i < 100; ++i) {
    // CHECK: {{^ *[0-9]+ +}}100 {{.*}}sum += square
    sum += square(i) + square(i) + look(i) + look(i);
    square(argc); // its result is not used
  }
  return sum == 656700 + 140 ? 0 : 1 + (int)strspn(argv[0], "/");
}
