#include "vector.h"
// A translation unit's own: an existing counter can be the carrier.
static double half(double X) { return X / 2; }
static V turned(V A) { return {half(A.Y), -half(A.X)}; }
__attribute__((noinline)) static double own(V A) {
  return dot(turned(A), add(A, turned(turned(A))));
}
double work(int N) {
  double Sum = 0;
  for (int I = 0; I < N; ++I) {
    Sum += mixed({1, Sum}, {double(I), 2}, I);
    if (I % 3 == 0)
      Sum = own({Sum, half(Sum)});
  }
  return Sum;
}

