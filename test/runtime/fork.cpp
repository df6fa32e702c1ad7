// The child of a fork starts from zero and writes its own file; one that calls
// _exit writes none; exec and posix_spawn do no harm.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clangxx -O1 -std=c++17 -pthread -I%src/include -I%S/Inputs %s %hone_rt -o %t/a
// RUN: cd %t && env HONE_PROFILE_FILE=%t/f/%%p.prof ./a > pids
// RUN: ls %t/f | wc -l | FileCheck --check-prefix=FILES %s
// RUN: %python %S/Inputs/show.py f/$(sed -n 's/parent //p' pids).prof | FileCheck --check-prefix=PARENT %s
// RUN: %python %S/Inputs/show.py f/$(sed -n 's/child //p' pids).prof | FileCheck --check-prefix=CHILD %s
// RUN: test ! -e f/$(sed -n 's/silent //p' pids).prof

// FILES: 3

#include "Instrument.h"

#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

FUNCTION(main)
FUNCTION(both)
FUNCTION(childOnly)
FUNCTION(parentOnly)
SCAN(Scan, both, 5)
MEMO(Memo, both)
extern char **environ;

void observe(int Argument) {
  hone::U64 Start = __hone_scan_begin(&Scan, environ);
  __hone_scan_end(&Scan, Start, 7, 0);
  if (hone::U64 Handle = __hone_memo_begin(&Memo)) {
    __hone_memo_scalar(Handle, Argument);
    __hone_memo_call(Handle);
    __hone_memo_scalar(Handle, 0);
    __hone_memo_end(Handle);
  }
}

void both() {
  ENTER(both);
  observe(1);
  EXIT;
}
void childOnly() {
  ENTER(childOnly);
  EXIT;
}
void parentOnly() {
  ENTER(parentOnly);
  EXIT;
}

int main(int Count, char **Arguments) {
  ENTER(main);
  if (Count > 1)
    return 0; // spawned
  for (int I = 0; I != 10; ++I)
    both();
  std::thread(both).join();
  printf("parent %d\n", getpid());
  fflush(stdout);
  if (pid_t Child = fork()) {
    printf("child %d\n", Child);
    waitpid(Child, nullptr, 0);
  } else {
    for (int I = 0; I != 3; ++I)
      both();
    childOnly();
    burn(200000000);
    exit(0);
  }
  if (pid_t Child = fork()) {
    printf("silent %d\n", Child);
    waitpid(Child, nullptr, 0);
  } else {
    both();
    _exit(0);
  }
  char *Spawned[] = {Arguments[0], const_cast<char *>("spawned"), nullptr};
  pid_t Child;
  if (posix_spawn(&Child, Arguments[0], nullptr, nullptr, Spawned, environ) == 0)
    waitpid(Child, nullptr, 0);
  if (!vfork())
    execl("/bin/true", "true", nullptr);
  wait(nullptr);
  parentOnly();
  EXIT;
}

// PARENT-DAG: RUN threads 2
// PARENT-DAG: FUNCTION both {{.*}} counters 11
// PARENT-DAG: FUNCTION childOnly {{.*}} counters 0
// PARENT-DAG: FUNCTION parentOnly {{.*}} counters 1
// PARENT-DAG: SCAN both line 5 observed 11 elements 77 {{.*}} bases 1
// PARENT-DAG: MEMO both observed 11 distinct 1
// PARENT-DAG: EDGE main -> both line ? calls 10
// PARENT-DAG: EDGE - -> both line ? calls 1
// PARENT-DAG: EDGE main -> parentOnly line ? calls 1

// CHILD-DAG: RUN threads 1
// CHILD-DAG: FUNCTION main {{.*}} counters 0
// CHILD-DAG: FUNCTION both {{.*}} counters 3
// CHILD-DAG: FUNCTION childOnly {{.*}} counters 1
// CHILD-DAG: SCAN both line 5 observed 3 elements 21 {{.*}} bases 1
// CHILD-DAG: MEMO both observed 3 distinct 1
// CHILD-DAG: TIME main calls 0 recursive 0 self {{[1-9]}}
// CHILD-DAG: EDGE main -> both line ? calls 3
// CHILD-DAG: EDGE main -> childOnly line ? calls 1
// CHILD-DAG: SAMPLE thread 1 in main {{.*}}depth {{[1-9]}}
