// A counter that is incremented before and after a recursive call is read anew
// after it, although the optimizer has seen the function touch no memory.
//
// RUN: %hone-clang -O2 %s -o %t && env HONE_PROFILE_FILE=%t.prof %t && %hone lines %s %t.prof | FileCheck %s
// RUN: %hone-clang -O2 -S -emit-llvm %s -o - | FileCheck %s --check-prefix=IR

// IR-NOT: memory({{.*}}inaccessiblemem

__attribute__((noinline)) static int walk(int n) {
  // CHECK: {{^ *[0-9]+ +}}2001 {{.*}}if (n > 0)
  if (n > 0)
    // CHECK: {{^ *[0-9]+ +}}1000 {{.*}}return walk
    return walk(n - 1) + walk(n - 2 > 0 && 0);
  // CHECK: {{^ *[0-9]+ +}}1001 {{.*}}return 1;
  return 1;
}

int main(void) { return walk(1000) == 0; }
