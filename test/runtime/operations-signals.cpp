// Operations in signal handlers, handlers that jump out of the observer, operations
// within operations, threads and forks at the same time: the books stay whole, and
// what a handler leaves by a jump is observed on.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clangxx -O1 -std=c++17 -pthread -I%src/include -I%S/Inputs %s %hone_rt -o %t/a
// RUN: env HONE_PROFILE_FILE=%t/p/%%p.prof %t/a > %t/truth
// RUN: ls %t/p | wc -l | FileCheck --check-prefix=FILES %s
// FILES: 6
// RUN: %python %S/Inputs/operations.py %t/p/$(sed -n 's/parent //p' %t/truth).prof near %t/truth | FileCheck %s
// CHECK: near 2
// RUN: %python %S/Inputs/operations.py %t/p/$(sed -n 's/parent //p' %t/truth).prof events > %t/out
// RUN: FileCheck --check-prefix=EVENTS %s < %t/out
// EVENTS: EVENT line 10 operation {{[0-9]+}} size 100 key
// EVENTS-NOT: EVENT line {{10|11}} operation {{[0-9]+}} size {{[0-9][0-9]?}} key

#include "Operations.h"

#include <map>
#include <setjmp.h>
#include <signal.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

FUNCTION(main)
OPERATION(Inner, main, 10, Find, TREE, 8, IntKey)
OPERATION(Outer, main, 11, Find, TREE, 8, IntKey)
OPERATION(Handled, main, 12, Find, TREE, 8, IntKey)

std::map<int, int> OfHandler;
volatile long Runs;
thread_local sigjmp_buf Jump;
thread_local volatile bool CanJump;

void handle(int) {
  Runs = Runs + 1;
  for (int I = 0; I != 20; ++I)
    operate(Handled, &OfHandler, &I, [&] { return OfHandler.find(I); });
  if (CanJump && Runs % 3 == 0) {
    CanJump = false;
    siglongjmp(Jump, 1);
  }
}

/// Looks into another map while it compares.
struct Less {
  std::map<int, int> *Within;
  bool operator()(int A, int B) const {
    operate(Inner, Within, &A, [&] { return Within->find(A); });
    return A < B;
  }
};

void work(int Most, bool WithJumps) {
  std::map<int, int> Plain;
  for (int I = 0; I != 100; ++I)
    Plain[I] = I;
  std::map<int, int, Less> Nested(Less{&Plain});
  for (int I = 0; I != 100; ++I)
    Nested[I] = I;
  for (volatile int I = 0; I < Most; I = I + 1) {
    int Key = I % 150;
    if (WithJumps && sigsetjmp(Jump, 1) == 0)
      CanJump = true;
    operate(Outer, &Nested, &Key, [&] { return Nested.find(Key); });
    CanJump = false;
  }
}

int main() {
  ENTER(main);
  printf("parent %d\n", getpid());
  fflush(stdout);
  for (int I = 0; I != 10; ++I)
    OfHandler[I] = I;
  struct sigaction Action = {};
  Action.sa_handler = handle;
  sigaction(SIGALRM, &Action, nullptr);
  itimerval Often = {{0, 200}, {0, 200}}, Never = {};
  setitimer(ITIMER_REAL, &Often, nullptr);
  work(40000, true);
  std::vector<std::thread> Threads;
  for (int I = 0; I != 4; ++I)
    Threads.emplace_back([] { work(10000, false); });
  for (int I = 0; I != 5; ++I)
    if (pid_t Child = fork()) {
      waitpid(Child, nullptr, 0);
    } else {
      work(100, false);
      exit(0);
    }
  for (std::thread &T : Threads)
    T.join();
  setitimer(ITIMER_REAL, &Never, nullptr);
  long Compared = 0; // what the same look-ups compare, without signals
  {
    struct Counter {
      long *Count;
      bool operator()(int A, int B) const { return ++*Count, A < B; }
    };
    std::map<int, int, Counter> Counted(Counter{&Compared});
    for (int I = 0; I != 100; ++I)
      Counted[I] = I;
    long Filling = Compared;
    for (int I = 0; I != 40000; ++I)
      (void)Counted.find(I % 150);
    for (int I = 0; I != 10000; ++I)
      (void)Counted.find(I % 150);
    Compared = 5 * Filling + (Compared - Filling) / 50000 * 80000;
  }
  printf("OPERATION line 10 observed %ld\nOPERATION line 11 observed 80000\n",
         Compared);
  EXIT;
}
