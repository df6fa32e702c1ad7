// Spends its time in the allocator.
#include <stdlib.h>
static void *volatile Sink;
int main(void) {
  for (int I = 0; I != 300000; ++I) {
    Sink = calloc(1, 100000); // here
    free(Sink);
  }
  return 0;
}
