/* As app.cpp, in C. */
#include "part.h"
#include <stdio.h>

int main(void) {
  long Sum = 0;
  for (int I = 0; I < 100; ++I)
    Sum += square(I);
  printf("%ld\n", Sum);
  return 0;
}
