// Waits while counting runs and while not, in a child, and in a library that comes
// and goes.
#include "hone.h"
#include <cstdio>
#include <dlfcn.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef LIBRARY
extern "C" void waitInLibrary() {
  usleep(10000); // in the library
}
#else
static void callLibrary(const char *Path) {
  void *Library = dlopen(Path, RTLD_NOW | RTLD_LOCAL);
  if (!Library) {
    std::puts(dlerror());
    return;
  }
  reinterpret_cast<void (*)()>(dlsym(Library, "waitInLibrary"))();
  dlclose(Library);
}

int main(int Count, char **Arguments) {
  usleep(10000); // before the reset
  hone_reset();
  usleep(10000); // counted
  hone_stop();
  usleep(10000); // while stopped
  hone_start();
  usleep(10000); // counted again
  if (fork() == 0) {
    usleep(10000); // in the child
    return 0;
  }
  wait(nullptr);
  for (int I = 1; I < Count; ++I) {
    callLibrary(Arguments[I]);
    callLibrary(Arguments[I]);
  }
}
#endif
