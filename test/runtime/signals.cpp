// The sampler does not disturb the program: no system call fails with EINTR that
// would not have without it, a handler for its signal that the program installs
// first is left alone, one that it installs later gets a single signal of ours
// per thread, a program that resets all handlers survives, and hooks may be used
// in signal handlers.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clangxx -O1 -std=c++17 -pthread -I%src/include -I%S/Inputs %s %hone_rt -o %t/a
// RUN: cd %t && env HONE_SAMPLE_HZ=10000 HONE_PROFILE_FILE=interrupted.prof ./a interrupted
// RUN: %python %S/Inputs/show.py interrupted.prof | FileCheck --check-prefix=SAMPLED %s
// SAMPLED: RUN sample_period_ns 100000
// SAMPLED: RUN sampling on
// SAMPLED: SAMPLE thread 1 in main {{.*}}depth {{[2-9]}}
//
// RUN: env HONE_PROFILE_FILE=taken.prof ./a taken
// RUN: %python %S/Inputs/show.py taken.prof | FileCheck --check-prefix=TAKEN %s
// TAKEN: RUN sample_period_ns 0
// TAKEN-NOT: SAMPLE
//
// RUN: env HONE_SAMPLE_HZ=1000 HONE_PROFILE_FILE=later.prof ./a later
// RUN: %python %S/Inputs/show.py later.prof | FileCheck --check-prefix=LATER %s
// LATER: RUN sampling stopped
//
// RUN: env HONE_SAMPLE_HZ=10000 HONE_PROFILE_FILE=reset.prof ./a reset
// RUN: test -s reset.prof
//
// RUN: env HONE_PROFILE_FILE=hooks.prof ./a hooks
// RUN: %python %S/Inputs/show.py hooks.prof | FileCheck --check-prefix=HOOKS %s
// HOOKS-DAG: TIME {{leaf|main}} calls
// HOOKS-DAG: TIME inHandler calls {{[1-9][0-9]+}} recursive 0
//
// RUN: env HONE_SAMPLE_HZ=0 HONE_PROFILE_FILE=off.prof ./a hooks
// RUN: %python %S/Inputs/show.py off.prof | FileCheck --check-prefix=TAKEN %s
// RUN: env HONE_SAMPLE_HZ=many HONE_PROFILE_FILE=off.prof ./a hooks 2> err
// RUN: grep -x "hone: HONE_SAMPLE_HZ='many' is not a number from 0 to 10000; line times are not sampled" err

#include "Instrument.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/time.h>
#include <thread>
#include <unistd.h>

FUNCTION(main)
FUNCTION(leaf)
FUNCTION(inHandler)

void leaf() {
  ENTER(leaf);
  EXIT;
}

int Failures;
void expect(bool Good, const char *What) {
  if (!Good) {
    printf("%s: %s\n", What, strerror(errno));
    ++Failures;
  }
}

// Two threads play ping-pong, so that most of their time is spent in system calls.
void interrupted() {
  int There[2], Back[2];
  if (pipe(There) || pipe(Back))
    exit(1);
  std::thread Echo([&] {
    char C;
    while (read(There[0], &C, 1) == 1)
      expect(write(Back[1], &C, 1) == 1, "write");
  });
  char C = 'x';
  for (int I = 0; I != 20000; ++I) {
    leaf();
    expect(write(There[1], &C, 1) == 1, "write");
    pollfd Wait = {Back[0], POLLIN, 0};
    expect(poll(&Wait, 1, 10000) == 1, "poll");
    expect(read(Back[0], &C, 1) == 1, "read");
    timespec Short = {0, 1000};
    if (I % 16 == 0)
      expect(nanosleep(&Short, nullptr) == 0, "nanosleep");
  }
  close(There[1]);
  Echo.join();
  burn(200000000);
}

volatile int Taken;
void installFirst() {
  FILE *Command = fopen("/proc/self/cmdline", "r");
  char Text[64] = "";
  size_t Size = fread(Text, 1, sizeof(Text) - 1, Command);
  fclose(Command);
  if (memmem(Text, Size, "taken", 5))
    signal(SIGURG, [](int) { ++Taken; });
}

// Before the runtime's constructor, and all others.
__attribute__((section(".preinit_array"), used)) void (*First)() = installFirst;

void reset() {
  for (int Signal = 1; Signal != NSIG; ++Signal)
    signal(Signal, SIG_DFL);
  burn(50000000);
}

void hooks() {
  struct sigaction Action = {};
  Action.sa_handler = [](int) {
    ENTER(inHandler);
    burn(1000);
    EXIT;
  };
  Action.sa_flags = SA_RESTART;
  sigaction(SIGALRM, &Action, nullptr);
  itimerval Often = {{0, 200}, {0, 200}};
  setitimer(ITIMER_REAL, &Often, nullptr);
  for (long long End = nowNs() + 100000000; nowNs() < End;)
    for (int I = 0; I != 1000; ++I)
      leaf();
  Often = {};
  setitimer(ITIMER_REAL, &Often, nullptr);
}

int main(int, char **Arguments) {
  ENTER(main);
  if (!strcmp(Arguments[1], "later")) {
    signal(SIGURG, [](int) { ++Taken; });
    burn(200000000);
    expect(Taken <= 1, "more than one signal");
    Taken = 0;
  }
  if (!strcmp(Arguments[1], "interrupted"))
    interrupted();
  if (!strcmp(Arguments[1], "taken"))
    burn(50000000);
  if (!strcmp(Arguments[1], "reset"))
    reset();
  if (!strcmp(Arguments[1], "hooks"))
    hooks();
  expect(Taken == 0, "somebody else's signal");
  EXIT;
  return Failures != 0;
}
