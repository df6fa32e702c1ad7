// A loop that vectorizes without hone does so with it, also when it has a
// condition, whose count then is part of the vector code.
//
// RUN: %clang -O2 -c %s -o %t.plain.o -Rpass=loop-vectorize 2>&1 | FileCheck %s
// RUN: %hone-clang -O2 -c %s -o %t.o -Rpass=loop-vectorize 2>&1 | FileCheck %s
//
// CHECK-DAG: [[@LINE+6]]:3: remark: vectorized loop
// CHECK-DAG: [[@LINE+11]]:3: remark: vectorized loop

void saxpy(float *restrict y, const float *restrict x, float k, int n) {
  // The count of the body is computed from the trip count.

  for (int i = 0; i < n; i++)
    y[i] = k * x[i] + y[i];
}

int sum(const int *a, int n) {
  int s = 0;
  for (int i = 0; i < n; i++)
    if (a[i] > 10)
      s += a[i];
  return s;
}
