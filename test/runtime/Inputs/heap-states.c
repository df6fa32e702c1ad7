// What counts: between stops and starts of counting.
#include <dlfcn.h>
#include <hone/hone.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

int main(int Count, char **Arguments) {
  if (Count > 1 && strcmp(Arguments[1], "load") == 0) {
    void *Object = dlopen(Arguments[2], RTLD_NOW);
    void *(*Give)(void) = (void *(*)(void))dlsym(Object, "give");
    free(Give());
    return dlclose(Object);
  }
  char *Before = malloc(1000), *Freed = malloc(200);
  hone_stop();
  free(malloc(3));
  char *Unseen = malloc(5000);
  free(Freed);
  if (Count > 1 && strcmp(Arguments[1], "stopped") == 0)
    return 0;
  hone_start();
  free(Unseen);
  if (Count > 1 && strcmp(Arguments[1], "reset") == 0)
    hone_reset();
  free(Before);
  char *After = malloc(30);
  void *Pages = mmap(NULL, 8192, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  munmap(Pages, 8192);
  return After ? 0 : 1;
}
