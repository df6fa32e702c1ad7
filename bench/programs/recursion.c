/* recursion - small functions that call themselves.
 *
 * Stands for call-heavy code, where a counter per call shows most: Fibonacci,
 * Ackermann, queens on a board, Hanoi, permutations.
 *
 * argv[1]: rounds (bench: 450) */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t fibonacci(int N) {
  if (N < 2)
    return (uint64_t)N;
  return fibonacci(N - 1) + fibonacci(N - 2);
}

static uint32_t ackermann(uint32_t M, uint32_t N) {
  if (M == 0)
    return N + 1;
  if (N == 0)
    return ackermann(M - 1, 1);
  return ackermann(M - 1, ackermann(M, N - 1));
}

static int queens(uint32_t All, uint32_t Columns, uint32_t Left,
                  uint32_t Right) {
  if (Columns == All)
    return 1;
  int Solutions = 0;
  for (uint32_t Free = All & ~(Columns | Left | Right); Free;) {
    uint32_t Place = Free & -Free;
    Free ^= Place;
    Solutions +=
        queens(All, Columns | Place, (Left | Place) << 1, (Right | Place) >> 1);
  }
  return Solutions;
}

typedef struct {
  uint64_t Moves;
  uint32_t Mixed;
} Tower;

static void move(Tower *T, int Disks, int From, int To, int Spare) {
  if (Disks == 0)
    return;
  move(T, Disks - 1, From, Spare, To);
  ++T->Moves;
  T->Mixed = T->Mixed * 5 + (uint32_t)(From * 3 + To);
  move(T, Disks - 1, Spare, To, From);
}

static void permute(char *Items, int First, int N, uint32_t *Mixed) {
  if (First == N) {
    *Mixed = *Mixed * 31 + (uint32_t)Items[N / 2];
    return;
  }
  for (int I = First; I < N; ++I) {
    char Kept = Items[First];
    Items[First] = Items[I];
    Items[I] = Kept;
    permute(Items, First + 1, N, Mixed);
    Items[I] = Items[First];
    Items[First] = Kept;
  }
}

int main(int Argc, char **Argv) {
  long Rounds = Argc > 1 ? atol(Argv[1]) : 1;
  uint64_t Sum = 0;
  Tower T = {0, 0};
  uint32_t Mixed = 0;
  for (long Round = 0; Round != Rounds; ++Round) {
    int Odd = (int)(Round & 1);
    Sum += fibonacci(26 + Odd);
    Sum += ackermann(2, 300u + (uint32_t)Odd);
    Sum += (uint64_t)queens((1u << (8 + Odd)) - 1, 0, 0, 0);
    move(&T, 14 + Odd, 0, 2, 1);
    char Items[] = "permuted";
    permute(Items, 0, 8, &Mixed);
  }
  printf("%llu %llu %u %u\n", (unsigned long long)Sum,
         (unsigned long long)T.Moves, T.Mixed, Mixed);
  return 0;
}
