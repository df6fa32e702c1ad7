#include "vector.h"
static double twice(double X) { return 2 * X; }
extern "C" double inLibrary(int N) {
  double Sum = 0;
  for (int I = 0; I < N; ++I)
    Sum += mixed({twice(I), twice(I + 1)}, {1, 1}, I);
  return Sum;
}

