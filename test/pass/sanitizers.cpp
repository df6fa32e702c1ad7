// hone goes together with clang's sanitizers, and its counters are no races.
//
// RUN: %hone-clangxx -O1 -fsanitize=thread -pthread %s -o %t.tsan
// RUN: env HONE_PROFILE_FILE=%t.tsan.prof %t.tsan 2>&1 | FileCheck %s --implicit-check-not=WARNING
// RUN: %hone report %t.tsan.prof | FileCheck %s --check-prefix=REPORT
// RUN: %hone-clangxx -O1 -fsanitize=address,undefined -pthread %s -o %t.asan
// RUN: env HONE_PROFILE_FILE=%t.asan.prof %t.asan 2>&1 | FileCheck %s --implicit-check-not=ERROR
// RUN: %hone report %t.asan.prof | FileCheck %s --check-prefix=REPORT

#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

static std::atomic<long> Total{0};

__attribute__((noinline)) static void work(long N) {
  long Sum = 0;
  for (long I = 0; I < N; I++)
    if (I % 3 == 0)
      Sum += I;
  Total += Sum;
}

int main() {
  std::vector<std::thread> Threads;
  for (int I = 0; I < 4; I++)
    Threads.emplace_back([] {
      for (int K = 0; K < 10; K++)
        work(1000);
    });
  for (std::thread &T : Threads)
    T.join();
  // CHECK: 6673320
  std::printf("%ld\n", Total.load());
}
// REPORT: (work)
