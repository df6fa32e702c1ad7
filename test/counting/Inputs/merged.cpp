// merged HOW N [LIBRARY]: processes that share a profile.
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

__attribute__((noinline)) static void step() { asm volatile(""); }

static void steps(int N) {
  for (int I = 0; I < N; ++I)
    step();
}

int main(int Count, char **Arguments) {
  const char *How = Arguments[1];
  int N = std::atoi(Arguments[2]);
  if (!std::strcmp(How, "fork")) { // N children at once, child I makes I steps
    for (int I = 0; I < N; ++I)
      if (!fork()) {
        steps(I);
        std::exit(0);
      }
    while (wait(nullptr) > 0)
      ;
  } else if (!std::strcmp(How, "threads")) {
    std::thread([=] { steps(N); }).join();
  } else if (!std::strcmp(How, "killed")) {
    steps(N);
    raise(SIGKILL);
  } else {
    steps(N);
  }
  if (Count > 3) {
    void *Library = dlopen(Arguments[3], RTLD_NOW);
    auto Work = reinterpret_cast<int (*)()>(dlsym(Library, "libraryWork"));
    Work();
  }
}
