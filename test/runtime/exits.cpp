// The ways to end: what runs in atexit handlers and static destructors is in the
// file; the exit status is the program's own.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clangxx -O1 -std=c++17 -pthread -I%src/include -I%S/Inputs %s %hone_rt -o %t/a
// RUN: cd %t
// RUN: env HONE_PROFILE_FILE=return.prof ./a return; test $? = 3
// RUN: %python %S/Inputs/show.py return.prof | FileCheck --check-prefixes=ALL,EXIT %s
// RUN: env HONE_PROFILE_FILE=exit.prof ./a exit; test $? = 4
// RUN: %python %S/Inputs/show.py exit.prof | FileCheck --check-prefixes=ALL,EXIT %s
// RUN: env HONE_PROFILE_FILE=thread.prof ./a thread; test $? = 5
// RUN: %python %S/Inputs/show.py thread.prof | FileCheck --check-prefixes=ALL,EXIT %s
// RUN: env HONE_PROFILE_FILE=handler.prof ./a handler; test $? = 6
// RUN: %python %S/Inputs/show.py handler.prof | FileCheck --check-prefixes=ALL,EXIT %s
// RUN: env HONE_PROFILE_FILE=quick.prof ./a quick; test $? = 7
// RUN: %python %S/Inputs/show.py quick.prof | FileCheck --check-prefixes=ALL,QUICK %s
// RUN: env HONE_PROFILE_FILE=none.prof ./a none; test $? = 8
// RUN: head -c 7 none.prof | grep HONELIV
// RUN: env HONE_DISABLE=1 HONE_PROFILE_FILE=off.prof ./a return; test $? = 3
// RUN: test ! -e off.prof

#include "Instrument.h"

#include <signal.h>
#include <thread>
#include <unistd.h>

FUNCTION(main)
FUNCTION(leave)
FUNCTION(early)
FUNCTION(late)
FUNCTION(handler)

void late() {
  ENTER(late);
  EXIT;
}
struct Static {
  ~Static() { late(); }
} TheStatic;

// Before the runtime's constructor.
__attribute__((constructor(101))) void early() {
  ENTER(early);
  EXIT;
}
void atEnd() {
  ENTER(handler);
  EXIT;
}

void leave(const char *How) {
  ENTER(leave);
  burn(1000000);
  if (!strcmp(How, "exit"))
    exit(4);
  if (!strcmp(How, "thread"))
    std::thread([] { exit(5); }).join();
  if (!strcmp(How, "handler")) {
    signal(SIGUSR1, [](int) { exit(6); });
    raise(SIGUSR1);
  }
  if (!strcmp(How, "quick"))
    quick_exit(7);
  if (!strcmp(How, "none"))
    _exit(8);
  EXIT;
}

int main(int, char **Arguments) {
  ENTER(main);
  atexit(atEnd);
  leave(Arguments[1]);
  EXIT;
  return 3;
}

// EXIT-DAG: RUN exit exit
// QUICK-DAG: RUN exit quick_exit
// EXIT-DAG: FUNCTION late {{.*}} counters 1
// EXIT-DAG: FUNCTION handler {{.*}} counters 1
// ALL-DAG: FUNCTION early {{.*}} counters 1
// ALL-DAG: TIME main calls 1 recursive 0 self {{.*}} total {{[1-9].*}}
// ALL-DAG: EDGE main -> leave line ? calls 1 total {{[1-9]}}
