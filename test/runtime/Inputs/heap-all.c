// Every function of the C library's that gives memory. Without argument: none.
#define _GNU_SOURCE
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int Count, char **Arguments) {
  (void)Arguments;
  if (Count < 2)
    return 0;
  char *Kept = malloc(100);
  Kept = realloc(Kept, 1000);
  Kept = realloc(Kept, 10);
  (void)!realloc(malloc(8), 0);
  free(NULL);
  free(malloc(0));
  free(calloc(10, 11));
  for (int I = 0; I != 5000; ++I)
    free(malloc(I));
  char *Blocks[1000];
  for (int I = 0; I != 1000; ++I)
    Blocks[I] = malloc(I % 200);
  for (int I = 0; I < 1000; I += 3)
    Blocks[I] = realloc(Blocks[I], 3 * I);
  for (int I = 0; I != 1000; ++I)
    free(Blocks[I]);
  void *Aligned = NULL;
  if (posix_memalign(&Aligned, 64, 1000) == 0)
    free(Aligned);
  free(aligned_alloc(128, 1280));
  free(valloc(33));
  free(reallocarray(reallocarray(NULL, 10, 20), 100, 20));
  free(strdup("a text"));
  free(strndup("a text", 3));
  char *Text = NULL;
  if (asprintf(&Text, "%d and %s", 5, "a text") > 0)
    free(Text);
  char *Line = NULL;
  size_t Size = 0;
  FILE *File = fopen(__FILE__, "r");
  if (File && getline(&Line, &Size, File) > 0)
    free(Line);
  if (File)
    fclose(File);
  free(getcwd(NULL, 0));
  char *Large = malloc(1000000);
  Large = realloc(Large, 5000000);
  Large = realloc(Large, 40);
  free(Large);
  return 0;
}
