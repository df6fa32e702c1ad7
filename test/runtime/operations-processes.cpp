// Observed operations of several processes, modules and copies of the runtime, and
// of what the program leaves out.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clangxx -O1 -std=c++17 -I%src/include -I%S/Inputs %s %hone_rt -o %t/a
// RUN: %clangxx -O1 -std=c++17 -I%src/include -I%S/Inputs -fPIC -shared -DPLUGIN %s %hone_rt -o %t/one.so
// RUN: %clangxx -O1 -std=c++17 -I%src/include -I%S/Inputs -fPIC -shared -DPLUGIN %s %hone_rt -Wl,-Bsymbolic -o %t/two.so
// RUN: cd %t
//
// A child of a fork starts from 0, with the first operations.
// RUN: env HONE_BUDGET=5 HONE_PROFILE_FILE=fork/%%p.prof ./a fork > pids
// RUN: %python %S/Inputs/operations.py fork/$(sed -n 's/parent //p' pids).prof more | FileCheck --check-prefix=PARENT %s
// RUN: %python %S/Inputs/operations.py fork/$(sed -n 's/child //p' pids).prof more | FileCheck --check-prefix=CHILD %s
// RUN: %python %S/Inputs/operations.py fork/$(sed -n 's/child //p' pids).prof events | FileCheck --check-prefix=CHILD-EVENTS %s
// PARENT: OPERATION line 10 samples {{[1-9][0-9][0-9][0-9]}} {{.*}} key-min 0
// CHILD: OPERATION line 10 samples 10 keyed 10 key-min 100 key-max 109 {{.*}} repeat 0:0 threads 1 containers 1
// CHILD-EVENTS: WINDOW 0
// CHILD-EVENTS-COUNT-10: EVENT line 10
// CHILD-EVENTS-NOT: {{EVENT|WINDOW}}
//
// The sum of several processes.
// RUN: env HONE_PROFILE_FILE=sum-%%m.prof ./a some 5
// RUN: env HONE_PROFILE_FILE=sum-%%m.prof ./a none
// RUN: env HONE_PROFILE_FILE=sum-%%m.prof ./a some -7
// RUN: %python %S/Inputs/operations.py sum-*.prof more | FileCheck --check-prefix=SUM %s
// RUN: %python %S/Inputs/operations.py sum-*.prof events | FileCheck --check-prefix=SUM-EVENTS %s
// SUM: OPERATION line 10 samples 140 keyed 140 key-min -7 key-max 74
// SUM-EVENTS: WINDOW 0
// SUM-EVENTS-COUNT-64: EVENT
// SUM-EVENTS: WINDOW 1
// SUM-EVENTS-COUNT-6: EVENT
// SUM-EVENTS-NEXT: WINDOW 2
// SUM-EVENTS-COUNT-64: EVENT
// SUM-EVENTS: WINDOW 3
// SUM-EVENTS-COUNT-6: EVENT
// SUM-EVENTS-NOT: {{EVENT|WINDOW}}
// More events than one profile holds: whole windows, the first ones.
// RUN: env HONE_PROFILE_FILE=full-%%m.prof ./a many && env HONE_PROFILE_FILE=full-%%m.prof ./a many
// RUN: env HONE_PROFILE_FILE=full-%%m.prof ./a many && env HONE_PROFILE_FILE=full-%%m.prof ./a many
// RUN: %python %S/Inputs/operations.py full-*.prof events | grep -c EVENT | FileCheck --check-prefix=FULL %s
// FULL: {{^8176$}}
//
// A module that is loaded again, whose copy of the runtime is or is not the one
// that keeps the books.
// RUN: env HONE_PROFILE_FILE=one.prof ./a load ./one.so
// RUN: %python %S/Inputs/operations.py one.prof more | FileCheck --check-prefix=LOADED %s
// RUN: env HONE_PROFILE_FILE=two.prof ./a load ./two.so
// RUN: %python %S/Inputs/operations.py two.prof more | FileCheck --check-prefix=LOADED %s
// LOADED: OPERATION line 10 samples 0
// LOADED: OPERATION line 20 samples 20 keyed 20 key-min -3 key-max 13
//
// A copy with a credit of its own is sampled, too, and on its own.
// RUN: env HONE_BUDGET=5 HONE_PROFILE_FILE=mixed.prof ./a mixed ./two.so > truth
// RUN: %python %S/Inputs/operations.py mixed.prof near truth | FileCheck --check-prefix=MIXED %s
// MIXED: near 2
//
// Stopped, started, set to 0, written in between.
// RUN: env HONE_PROFILE_FILE=end.prof ./a counting
// RUN: %python %S/Inputs/operations.py stopped.prof more | FileCheck --check-prefix=STOPPED %s
// RUN: %python %S/Inputs/operations.py started.prof more | FileCheck --check-prefix=STARTED %s
// RUN: %python %S/Inputs/operations.py end.prof more | FileCheck --check-prefix=END %s
// RUN: %python %S/Inputs/operations.py end.prof events | FileCheck --check-prefix=END-EVENTS %s
// STOPPED: OPERATION line 10 samples 10 keyed 10 key-min 0 key-max 9
// STARTED: OPERATION line 10 samples {{9[0-9][0-9]|10[01][0-9]}}
// END: OPERATION line 10 samples 5 keyed 5 key-min 50 key-max 54
// END-EVENTS: WINDOW 0
// END-EVENTS-COUNT-5: EVENT line 10 {{.*}}
// END-EVENTS-NOT: {{EVENT|WINDOW}}

#include "Operations.h"

#include <map>

#ifdef PLUGIN

FUNCTION(plugin)
OPERATION(Plugin, plugin, 20, Find, TREE, 8, IntKey)
extern "C" void call(int First, int Number) {
  ENTER(plugin);
  std::map<int, int> M;
  for (int Key = First; Key != First + Number; ++Key)
    operate(Plugin, &M, &Key, [&] { return M.find(Key); });
  EXIT;
}

#else

#include <dlfcn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

FUNCTION(main)
OPERATION(Set, main, 10, Subscript, TREE, 8, IntKey)
using Plugin = void (*)(int First, int Number);

void set(int First, int Number) {
  std::map<int, int> M;
  for (int Key = First; Key != First + Number; ++Key)
    operate(Set, &M, &Key, [&] { return &M[Key]; });
}

void forks() {
  set(0, 10000); // most of them in gaps
  printf("parent %d\n", getpid());
  fflush(stdout);
  if (pid_t Child = fork()) {
    printf("child %d\n", Child);
    waitpid(Child, nullptr, 0);
  } else {
    set(100, 10);
    exit(0);
  }
}

void load(const char *Path, bool Mixed) {
  for (int First : {4, -3}) {
    void *Library = dlopen(Path, RTLD_NOW | RTLD_LOCAL);
    if (!Library)
      exit(1);
    auto Call = reinterpret_cast<Plugin>(dlsym(Library, "call"));
    Call(First, 10);
    for (int I = 0; Mixed && I != 200000; ++I) {
      set(I, 3);
      Call(I, 2);
    }
    dlclose(Library);
  }
  if (Mixed)
    printf("OPERATION line 10 observed 1200000 sizes 1200000\n"
           "OPERATION line 20 observed 800020 sizes 0\n");
}

void counting() {
  set(0, 10);
  __hone_api_stop();
  set(10, 100);
  __hone_api_dump("stopped.prof");
  __hone_api_start();
  set(0, 1000);
  __hone_api_dump("started.prof");
  __hone_api_reset();
  set(50, 5);
}

int main(int, char **Arguments) {
  ENTER(main);
  std::string What = Arguments[1];
  if (What == "fork")
    forks();
  else if (What == "some")
    set(atoi(Arguments[2]), 70);
  else if (What == "many")
    set(0, 3000);
  else if (What == "load" || What == "mixed")
    load(Arguments[2], What == "mixed");
  else if (What == "counting")
    counting();
  EXIT;
}
#endif
