// Threads: figures of ended, detached and still running threads are all in the
// file; no call is lost.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clangxx -O1 -std=c++17 -pthread -I%src/include -I%S/Inputs %s %hone_rt -o %t/a
// RUN: env HONE_PROFILE_FILE=%t/p.prof %t/a
// RUN: %python %S/Inputs/show.py %t/p.prof > %t/out
// RUN: FileCheck %s < %t/out

#include "Instrument.h"

#include <atomic>
#include <pthread.h>
#include <thread>
#include <vector>

FUNCTION(leaf)
FUNCTION(worker)
FUNCTION(late)
FUNCTION(endless)
SITE(WorkerLeaf, worker, 10)

void leaf() {
  ENTER(leaf);
  EXIT;
}

void worker(int Calls) {
  ENTER(worker);
  for (int I = 0; I != Calls; ++I) {
    CALL(WorkerLeaf);
    leaf();
  }
  EXIT;
}

// Runs after the runtime's own destructor of thread-specific data.
void late(void *) {
  ENTER(late);
  EXIT;
}

std::atomic<int> Running;
void endless() {
  ENTER(endless);
  leaf();
  ++Running;
  for (;;)
    leaf();
  EXIT;
}

int main() {
  for (int Round = 0; Round != 25; ++Round) {
    std::vector<std::thread> Threads;
    for (int I = 0; I != 8; ++I)
      Threads.emplace_back(worker, 1000);
    for (std::thread &T : Threads)
      T.join();
  }
  static pthread_key_t Key;
  pthread_key_create(&Key, late);
  std::thread([] { pthread_setspecific(Key, &Key); }).join();
  std::thread(endless).detach();
  std::thread(endless).detach();
  while (Running != 2)
    sched_yield();
  burn(5000000);
}

// CHECK-DAG: TIME worker calls 200 recursive 0
// CHECK-DAG: EDGE worker -> leaf line 10 calls 200000
// CHECK-DAG: TIME late calls 1
// CHECK-DAG: TIME endless calls 2 recursive 0 self {{.*}} total {{[1-9].*}}
