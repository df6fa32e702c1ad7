/* integers - branchy integer code: a sieve, sorting by hand, small matrices.
 *
 * Stands for textbook algorithms in C, with data-dependent branches and short
 * loops.
 *
 * argv[1]: rounds (bench: 150) */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SieveSize = 100000, SortSize = 20000, Dimension = 4, Modulus = 1000003 };

typedef struct {
  uint32_t Cell[Dimension][Dimension];
} Matrix;

static uint32_t nextRandom(uint32_t *State) {
  *State ^= *State << 13;
  *State ^= *State >> 17;
  *State ^= *State << 5;
  return *State;
}

static int countPrimes(unsigned char *Composite, int Limit) {
  int Count = 0;
  memset(Composite, 0, (size_t)Limit);
  for (int I = 2; I < Limit; ++I) {
    if (Composite[I])
      continue;
    ++Count;
    for (int64_t J = (int64_t)I * I; J < Limit; J += I)
      Composite[J] = 1;
  }
  return Count;
}

static void insertionSort(int32_t *Data, int N) {
  for (int I = 1; I < N; ++I) {
    int32_t Value = Data[I];
    int J = I;
    while (J > 0 && Data[J - 1] > Value) {
      Data[J] = Data[J - 1];
      --J;
    }
    Data[J] = Value;
  }
}

static int32_t medianOfThree(int32_t A, int32_t B, int32_t C) {
  if (A < B) {
    if (B < C)
      return B;
    return A < C ? C : A;
  }
  if (A < C)
    return A;
  return B < C ? C : B;
}

static void quickSort(int32_t *Data, int N) {
  while (N > 16) {
    int32_t Pivot = medianOfThree(Data[0], Data[N / 2], Data[N - 1]);
    int I = 0, J = N - 1;
    while (I <= J) {
      while (Data[I] < Pivot)
        ++I;
      while (Data[J] > Pivot)
        --J;
      if (I <= J) {
        int32_t Kept = Data[I];
        Data[I++] = Data[J];
        Data[J--] = Kept;
      }
    }
    /* The smaller part by recursion, the larger by the loop. */
    if (J + 1 < N - I) {
      quickSort(Data, J + 1);
      Data += I;
      N -= I;
    } else {
      quickSort(Data + I, N - I);
      N = J + 1;
    }
  }
  insertionSort(Data, N);
}

static void siftDown(int32_t *Heap, int Root, int N) {
  for (;;) {
    int Child = 2 * Root + 1;
    if (Child >= N)
      return;
    if (Child + 1 < N && Heap[Child + 1] > Heap[Child])
      ++Child;
    if (Heap[Root] >= Heap[Child])
      return;
    int32_t Kept = Heap[Root];
    Heap[Root] = Heap[Child];
    Heap[Child] = Kept;
    Root = Child;
  }
}

static void heapSort(int32_t *Data, int N) {
  for (int I = N / 2; I-- > 0;)
    siftDown(Data, I, N);
  for (int End = N - 1; End > 0; --End) {
    int32_t Kept = Data[0];
    Data[0] = Data[End];
    Data[End] = Kept;
    siftDown(Data, 0, End);
  }
}

static int isSorted(const int32_t *Data, int N) {
  for (int I = 1; I < N; ++I)
    if (Data[I - 1] > Data[I])
      return 0;
  return 1;
}

static Matrix product(const Matrix *A, const Matrix *B) {
  Matrix Result;
  for (int I = 0; I != Dimension; ++I)
    for (int J = 0; J != Dimension; ++J) {
      uint64_t Sum = 0;
      for (int K = 0; K != Dimension; ++K)
        Sum += (uint64_t)A->Cell[I][K] * B->Cell[K][J];
      Result.Cell[I][J] = (uint32_t)(Sum % Modulus);
    }
  return Result;
}

static Matrix power(Matrix Base, uint32_t Exponent) {
  Matrix Result = {{{0}}};
  for (int I = 0; I != Dimension; ++I)
    Result.Cell[I][I] = 1;
  while (Exponent) {
    if (Exponent & 1)
      Result = product(&Result, &Base);
    Base = product(&Base, &Base);
    Exponent >>= 1;
  }
  return Result;
}

static uint32_t greatestCommonDivisor(uint32_t A, uint32_t B) {
  while (B) {
    uint32_t Rest = A % B;
    A = B;
    B = Rest;
  }
  return A;
}

int main(int Argc, char **Argv) {
  long Rounds = Argc > 1 ? atol(Argv[1]) : 5;
  static unsigned char Composite[SieveSize];
  static int32_t Data[SortSize], Copy[SortSize];
  uint32_t State = 2463534242u, Mixed = 0;
  for (long Round = 0; Round != Rounds; ++Round) {
    Mixed += (uint32_t)countPrimes(Composite, SieveSize - (int)(Round % 100));
    for (int I = 0; I != SortSize; ++I)
      Data[I] = Copy[I] = (int32_t)(nextRandom(&State) % 1000000);
    quickSort(Data, SortSize);
    heapSort(Copy, SortSize);
    if (!isSorted(Data, SortSize) || memcmp(Data, Copy, sizeof(Data)) != 0) {
      puts("sorting failed");
      return 1;
    }
    Mixed = Mixed * 31 + (uint32_t)Data[SortSize / 2];
    Matrix M;
    for (int I = 0; I != Dimension * Dimension; ++I)
      M.Cell[I / Dimension][I % Dimension] = nextRandom(&State) % Modulus;
    for (uint32_t I = 0; I != 60; ++I)
      Mixed = Mixed * 31 + power(M, 1000000 + I).Cell[1][2];
    for (int I = 1; I != 4000; ++I)
      Mixed += greatestCommonDivisor((uint32_t)Data[I],
                                     (uint32_t)Data[SortSize - I]);
  }
  printf("%u\n", Mixed);
  return 0;
}
