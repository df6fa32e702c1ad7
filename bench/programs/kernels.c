/* kernels - loops over arrays, as in numeric libraries.
 *
 * Stands for loops that the compiler vectorizes (saxpy, matrix product) and
 * loops with a condition inside (clipped sum, threshold count, histogram).
 *
 * argv[1]: rounds over arrays that fit the second-level cache (bench: 10000) */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { Length = 16384, Size = 96, NumBins = 64 };

static float X[Length], Y[Length];
static int32_t Samples[Length];
static double A[Size][Size], B[Size][Size], C[Size][Size];
static uint32_t Histogram[NumBins];

static uint32_t nextRandom(uint32_t *State) {
  *State = *State * 1664525u + 1013904223u;
  return *State >> 8;
}

static void fill(void) {
  uint32_t State = 1;
  for (int I = 0; I != Length; ++I) {
    X[I] = (float)(nextRandom(&State) % 1000) / 1000.0f;
    Y[I] = (float)(nextRandom(&State) % 1000) / 500.0f;
    Samples[I] = (int32_t)(nextRandom(&State) % 2000) - 1000;
  }
  for (int I = 0; I != Size; ++I)
    for (int J = 0; J != Size; ++J) {
      A[I][J] = (double)(nextRandom(&State) % 100) / 100.0;
      B[I][J] = (double)(nextRandom(&State) % 100) / 50.0;
    }
}

static void saxpy(float Factor, const float *From, float *To, int N) {
  for (int I = 0; I < N; ++I)
    To[I] += Factor * From[I];
}

static void multiply(void) {
  for (int I = 0; I != Size; ++I)
    for (int J = 0; J != Size; ++J)
      C[I][J] = 0;
  for (int I = 0; I != Size; ++I)
    for (int K = 0; K != Size; ++K) {
      double Factor = A[I][K];
      for (int J = 0; J != Size; ++J)
        C[I][J] += Factor * B[K][J];
    }
}

/* Sum of the samples, each clipped to +-Limit. */
static int64_t clippedSum(const int32_t *Data, int N, int32_t Limit) {
  int64_t Sum = 0;
  for (int I = 0; I < N; ++I) {
    int32_t Value = Data[I];
    if (Value > Limit)
      Value = Limit;
    else if (Value < -Limit)
      Value = -Limit;
    Sum += Value;
  }
  return Sum;
}

static int countAbove(const int32_t *Data, int N, int32_t Threshold) {
  int Count = 0;
  for (int I = 0; I < N; ++I)
    if (Data[I] > Threshold)
      ++Count;
  return Count;
}

static void addToHistogram(const int32_t *Data, int N) {
  for (int I = 0; I < N; ++I) {
    int Bin = (Data[I] + 1000) / 32;
    if (Bin >= 0 && Bin < NumBins)
      ++Histogram[Bin];
  }
}

static void smooth(const float *From, float *To, int N) {
  for (int I = 1; I < N - 1; ++I)
    To[I] = 0.25f * From[I - 1] + 0.5f * From[I] + 0.25f * From[I + 1];
}

int main(int Argc, char **Argv) {
  long Rounds = Argc > 1 ? atol(Argv[1]) : 10;
  static float Smoothed[Length];
  fill();
  int64_t Sum = 0, Above = 0;
  double Trace = 0;
  for (long Round = 0; Round != Rounds; ++Round) {
    saxpy(0.001f, X, Y, Length);
    smooth(Y, Smoothed, Length);
    saxpy(-0.0005f, Smoothed, X, Length);
    Sum += clippedSum(Samples, Length, 300 + (int)(Round % 500));
    Above += countAbove(Samples, Length, (int)(Round % 900));
    addToHistogram(Samples, Length);
    if (Round % 8 == 0) {
      A[Round % Size][(Round / 8) % Size] += 0.5;
      multiply();
      for (int I = 0; I != Size; ++I)
        Trace += C[I][I];
    }
  }
  uint32_t Mixed = 0;
  for (int I = 0; I != NumBins; ++I)
    Mixed = Mixed * 31 + Histogram[I];
  printf("%.6f %.6f %lld %lld %.3f %u\n", X[Length / 2], Y[Length / 3],
         (long long)Sum, (long long)Above, Trace, Mixed);
  return 0;
}
