// A program with a malloc of its own, which the C library calls, too.
#include <stdlib.h>
#include <string.h>

static char Arena[1 << 20];
static size_t Used;

void *malloc(size_t Size) {
  size_t *Head = (size_t *)(Arena + Used);
  Used += (Size + 31) & ~(size_t)15;
  if (Used > sizeof(Arena))
    return NULL;
  *Head = Size;
  return Head + 2;
}
void free(void *Block) { (void)Block; }
void *calloc(size_t Count, size_t Each) { return malloc(Count * Each); }
void *realloc(void *Old, size_t Size) {
  void *New = malloc(Size);
  if (New && Old) {
    size_t OldSize = ((size_t *)Old)[-2];
    memcpy(New, Old, OldSize < Size ? OldSize : Size);
    free(Old);
  }
  return New;
}

int main(void) {
  char *A = malloc(100); // heap: blocks=1 bytes=100 frees=1
  char *B = calloc(10, 10); // heap: blocks=1 bytes=100 frees=1
  char *C = strdup("abc"); // heap: blocks=1 bytes=4 frees=1
  B = realloc(B, 200); // heap: blocks=1 bytes=200 reallocations=1 moved=100 frees=1
  free(A);
  free(B);
  free(C);
  free(malloc(3)); // heap: blocks=1 bytes=3 frees=1 temporary=1
  return 0;
}
