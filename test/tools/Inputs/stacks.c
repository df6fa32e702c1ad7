// Known shares: loops of equal steps, inlined and not, in C and in C++.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STEP 100000000L
#define KEEP __attribute__((noinline))
#ifdef __cplusplus
#define INLINE inline
#else
#define INLINE static inline
#endif

static char From[1 << 20], To[1 << 20];
static volatile double Sink;

INLINE double spin(long n) {
  double x = 1;
  for (long i = 0; i < n; ++i) // loop
    x = x * 1.0000001 + 1e-9; // spin
  return x;
}

KEEP void one(void) {
  Sink = spin(STEP); // one calls spin
}

KEEP void three(void) {
  Sink = spin(3 * STEP); // three calls spin
}

KEEP int recursive(int n) {
  Sink = spin(STEP / 10);
  return n ? recursive(n - 1) + 1 : 0; // recursive calls itself
}

KEEP int compare(const void *a, const void *b) {
  Sink = 1;
  return *(const int *)a - *(const int *)b;
}

KEEP void sort(void) {
  static int Numbers[2000000];
  for (int i = 0; i < 2000000; ++i)
    Numbers[i] = rand();
  qsort(Numbers, 2000000, sizeof(int), compare); // sort calls qsort
}

KEEP void copy(void) {
  for (int i = 0; i < 2000; ++i) {
    memcpy(To, From + (i & 7), sizeof(To) - 8); // copy calls memcpy
    Sink = To[i];
  }
}

int main(void) {
  one();   // main calls one
  three(); // main calls three
  printf("%d\n", recursive(9)); // main calls recursive
  sort(); // main calls sort
  copy(); // main calls copy
  return 0;
}
