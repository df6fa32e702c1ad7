// progress LOG HOW: two threads count and write down how far they got, in a file
// mapping that outlives the program. HOW: endless, or an end after some steps.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fcntl.h>
#include <sys/mman.h>
#include <thread>
#include <unistd.h>

static volatile long *Log;

__attribute__((noinline)) static void firstStep(int Odd) {
  if (Odd)
    asm volatile("");
}

static void secondStep() {
  for (int I = 0; I < 3; ++I)
    asm volatile("" ::: "memory");
}

static int overflow(volatile char *Outer) {
  char Space[512] = {};
  Space[0] = *Outer + 1;
  return overflow(Space) + Space[0];
}

[[noreturn]] static void finish(const char *How) {
  if (!std::strcmp(How, "abort"))
    std::abort();
  if (!std::strcmp(How, "_exit"))
    _exit(0);
  if (!std::strcmp(How, "terminate"))
    std::terminate();
  if (!std::strcmp(How, "overflow")) {
    char Space = 1;
    std::exit(overflow(&Space));
  }
  std::quick_exit(0);
}

int main(int, char **Arguments) {
  const char *How = Arguments[2];
  int File = open(Arguments[1], O_RDWR);
  Log = static_cast<volatile long *>(
      mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, File, 0));
  bool IsEndless = !std::strcmp(How, "endless");
  std::thread Other([] {
    for (;;) {
      secondStep();
      Log[64] = Log[64] + 1;
    }
  });
  for (long I = 0; IsEndless || I < 100000; ++I) {
    firstStep(I % 2);
    Log[0] = Log[0] + 1;
  }
  while (Log[64] < 1000)
    ;
  finish(How);
}
