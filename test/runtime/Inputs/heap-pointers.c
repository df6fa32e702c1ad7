// Calls through pointers, which compare as ever.
#include <stdlib.h>
#include <string.h>

static void *(*volatile Give)(size_t) = malloc;
static void (*volatile TakeBack)(void *) = free;

int main(void) {
  void *Block = Give(10); // heap: blocks=1 bytes=10 frees=1 temporary=1
  TakeBack(Block);
  free(strdup("abc")); // heap: blocks=1 bytes=4 frees=1 temporary=1
  return Give == malloc && TakeBack == free ? 0 : 1;
}
