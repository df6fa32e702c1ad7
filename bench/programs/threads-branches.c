/* threads-branches - every thread runs the same branchy loop on data of its
 * own.
 *
 * Shows contention: plainly compiled, the threads share nothing, so two do
 * twice the work in the time of one.
 *
 * argv[1]: rounds per thread (bench: 18000), argv[2]: threads */

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MaxThreads = 64, NumCells = 4096 };

typedef struct {
  pthread_t Id;
  long Rounds;
  uint32_t Seed;
  uint64_t Result;
} Worker;

typedef enum { Empty, Grass, Rabbit, Fox } Cell;

static uint32_t nextRandom(uint32_t *State) {
  *State ^= *State << 13;
  *State ^= *State >> 17;
  *State ^= *State << 5;
  return *State;
}

static unsigned char cellAfter(unsigned char Left, unsigned char Here,
                               unsigned char Right, uint32_t Chance) {
  switch ((Cell)Here) {
  case Empty:
    if (Left == Grass || Right == Grass)
      return Chance % 4 == 0 ? Grass : Empty;
    return Chance % 16 == 0 ? Grass : Empty;
  case Grass:
    if (Left == Rabbit || Right == Rabbit)
      return Rabbit;
    return Chance % 64 == 0 ? Rabbit : Grass;
  case Rabbit:
    if (Left == Fox || Right == Fox)
      return Chance % 3 ? Fox : Rabbit;
    if (Left != Grass && Right != Grass && Chance % 4 == 0)
      return Empty;
    return Chance % 128 == 0 ? Fox : Rabbit;
  case Fox:
    if (Left == Rabbit || Right == Rabbit)
      return Fox;
    return Chance % 2 ? Empty : Fox;
  }
  return Empty;
}

static void *work(void *Argument) {
  Worker *W = Argument;
  unsigned char Cells[2][NumCells];
  uint32_t State = W->Seed;
  for (int I = 0; I != NumCells; ++I)
    Cells[0][I] = (unsigned char)(nextRandom(&State) % 4);
  int Now = 0;
  for (long Round = 0; Round != W->Rounds; ++Round) {
    const unsigned char *Old = Cells[Now];
    unsigned char *New = Cells[!Now];
    for (int I = 0; I != NumCells; ++I)
      New[I] = cellAfter(Old[(I + NumCells - 1) % NumCells], Old[I],
                         Old[(I + 1) % NumCells], nextRandom(&State));
    Now = !Now;
  }
  for (int I = 0; I != NumCells; ++I)
    W->Result = W->Result * 31 + Cells[Now][I];
  return NULL;
}

int main(int Argc, char **Argv) {
  static Worker Workers[MaxThreads];
  long Rounds = Argc > 1 ? atol(Argv[1]) : 100;
  int Threads = Argc > 2 ? atoi(Argv[2]) : 1;
  if (Threads < 1 || Threads > MaxThreads) {
    fprintf(stderr, "threads-branches: 1 to %d threads\n", MaxThreads);
    return 2;
  }
  for (int I = 0; I != Threads; ++I) {
    Workers[I].Rounds = Rounds;
    Workers[I].Seed = 2463534242u;
    if (pthread_create(&Workers[I].Id, NULL, work, &Workers[I]) != 0) {
      fprintf(stderr, "threads-branches: cannot create thread %d\n", I);
      return 1;
    }
  }
  for (int I = 0; I != Threads; ++I) {
    pthread_join(Workers[I].Id, NULL);
    printf("%llu\n", (unsigned long long)Workers[I].Result);
  }
  return 0;
}
