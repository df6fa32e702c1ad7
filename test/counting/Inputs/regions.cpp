// Regions: nested, repeated, on several threads, left open, ended without a
// beginning, left by exceptions.
#include <hone/hone.h>

#include <ctime>
#include <stdexcept>
#include <thread>

static void burn(int Milliseconds) {
  timespec Start, Now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &Start);
  do
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &Now);
  while ((Now.tv_sec - Start.tv_sec) * 1000 +
             (Now.tv_nsec - Start.tv_nsec) / 1000000 <
         Milliseconds);
}

__attribute__((noinline)) static void work(int Milliseconds) {
  burn(Milliseconds);
}

__attribute__((noinline)) static void phases() {
  hone::Region All("all phases");
  for (int I = 0; I < 3; ++I) {
    hone::Region Inner("inner phase");
    work(10);
  }
  work(20);
}

__attribute__((noinline)) static void leavesOpen() {
  hone_region_begin("left open");
  hone_region_begin("left open, too");
  work(1);
}

__attribute__((noinline)) static void throws() {
  hone::Region Thrown("thrown through");
  throw std::runtime_error("region");
}

__attribute__((noinline)) static void catches() {
  hone_region_begin("around a try block");
  try {
    throws();
  } catch (const std::runtime_error &) {
    work(10);
  }
  work(5);
  hone_region_end();
}

int main() {
  hone_region_end();
  phases();
  leavesOpen();
  hone_region_end();
  for (int I = 0; I < 5; ++I)
    catches();
  std::thread Others[4];
  for (std::thread &T : Others)
    T = std::thread([] {
      for (int I = 0; I < 100; ++I) {
        hone_region_begin("by all threads");
        hone_region_end();
      }
    });
  for (std::thread &T : Others)
    T.join();
}
