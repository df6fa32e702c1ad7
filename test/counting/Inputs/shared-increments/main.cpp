#include "vector.h"
#include <csignal>
#include <cstring>
#include <dlfcn.h>
#include <thread>
#include <unistd.h>
#include <vector>

static double Result;

static void useLibrary(const char *Path, int N) {
  void *Library = dlopen(Path, RTLD_NOW);
  Result += reinterpret_cast<double (*)(int)>(dlsym(Library, "inLibrary"))(N);
  dlclose(Library);
}

int main(int, char **Arguments) {
  std::vector<std::thread> Threads;
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back([I] {
      volatile double Here = work(1000 + I) + mixed({1, 2}, {3, 4}, I);
      (void)Here;
    });
  for (std::thread &T : Threads)
    T.join();
  Result = work(100);
  useLibrary(Arguments[2], 600);
  useLibrary(Arguments[2], 30);
  if (!strcmp(Arguments[1], "kill"))
    kill(getpid(), SIGKILL);
  return 0;
}
