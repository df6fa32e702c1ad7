// Adds up squares; prints 328350 for 100. In two files, so that builds have
// something to link.
#include "part.h"
#include <cstdio>
#include <cstdlib>

int main(int argc, char **argv) {
  int Limit = argc > 1 ? std::atoi(argv[1]) : 100;
  long Sum = 0;
  for (int I = 0; I < Limit; ++I)
    Sum += square(I);
  std::printf("%ld\n", Sum);
  return 0;
}
