// Several copies of the runtime in one process: one of them writes one file with
// all modules, whatever the dynamic linker made of their symbols.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clangxx -O1 -std=c++17 -I%src/include -I%S/Inputs -fPIC -c %s -DPLUGIN=1 -o %t/one.o
// RUN: %clangxx -O1 -std=c++17 -I%src/include -I%S/Inputs -fPIC -c %s -DPLUGIN=2 -o %t/two.o
// RUN: %clangxx -shared %t/one.o %hone_rt -o %t/one.so
// RUN: %clangxx -shared %t/two.o %hone_rt -Wl,-Bsymbolic -o %t/two.so
// RUN: %clangxx -O1 -std=c++17 -I%src/include -I%S/Inputs %s -DINSTRUMENTED -c -o %t/main.o
// RUN: %clangxx -O1 -std=c++17 -I%src/include -I%S/Inputs %s -c -o %t/plain.o
// RUN: %clangxx %t/main.o %hone_rt -Wl,--export-dynamic-symbol=__hone_* -o %t/main
// RUN: %clangxx %t/main.o %hone_rt -o %t/hiding
// RUN: %clangxx %t/plain.o -o %t/plain
// RUN: echo '{ global: call; local: *; };' > %t/version
// RUN: %clangxx -shared %t/two.o %hone_rt -Wl,--version-script=%t/version -o %t/three.so
// RUN: cd %t
//
// An instrumented executable, its symbols exported or not.
// RUN: env HONE_PROFILE_FILE=1.prof ./main local ./one.so ./two.so
// RUN: %python %S/Inputs/show.py 1.prof | FileCheck --check-prefixes=ALL,MAIN %s
// RUN: env HONE_PROFILE_FILE=2.prof ./hiding local ./one.so ./two.so
// RUN: %python %S/Inputs/show.py 2.prof | FileCheck --check-prefixes=ALL,MAIN %s
// RUN: env HONE_PROFILE_FILE=3.prof ./main global ./one.so ./three.so
// RUN: %python %S/Inputs/show.py 3.prof | FileCheck --check-prefixes=ALL,MAIN %s
//
// An executable without hone: the first plug-in's copy keeps the books, and stays
// although it is closed.
// RUN: env HONE_PROFILE_FILE=4.prof ./plain local ./one.so ./two.so
// RUN: %python %S/Inputs/show.py 4.prof | FileCheck --check-prefixes=ALL %s
// RUN: env HONE_PROFILE_FILE=5.prof ./plain global ./two.so ./one.so
// RUN: %python %S/Inputs/show.py 5.prof | FileCheck --check-prefixes=ALL %s
//
// Linked at build time, with and without an instrumented executable; what a
// library's static destructor does is in the file.
// RUN: %clangxx %t/main.o %hone_rt -Wl,--export-dynamic-symbol=__hone_* -Wl,--no-as-needed ./one.so ./two.so -Wl,-rpath,%t -o %t/linked
// RUN: %clangxx %t/plain.o -Wl,--no-as-needed ./two.so ./one.so -Wl,-rpath,%t -o %t/plainlinked
// RUN: env HONE_PROFILE_FILE=6.prof ./linked local ./one.so ./two.so
// RUN: %python %S/Inputs/show.py 6.prof | FileCheck --check-prefixes=ALL,MAIN %s
// RUN: env HONE_PROFILE_FILE=7.prof ./plainlinked local ./one.so ./two.so
// RUN: %python %S/Inputs/show.py 7.prof | FileCheck --check-prefixes=ALL %s
//
// Partial linking puts two copies into one module.
// RUN: ld -r %t/main.o %hone_rt -o %t/partial.o
// RUN: %clangxx %t/partial.o %hone_rt -o %t/chained
// RUN: env HONE_PROFILE_FILE=8.prof ./chained local ./one.so ./two.so
// RUN: %python %S/Inputs/show.py 8.prof | FileCheck --check-prefixes=ALL,MAIN %s
//
// Nothing instrumented registers: nothing is written.
// RUN: %clangxx %t/plain.o %hone_rt -o %t/nothing
// RUN: env HONE_PROFILE_FILE=9.prof ./nothing local && test ! -e 9.prof

#if defined(PLUGIN) || defined(INSTRUMENTED)
#include "Instrument.h"
#else
#include <stdio.h>
#include <string.h>
#endif

#ifdef PLUGIN

#if PLUGIN == 1
#define NAME one
#else
#define NAME two
#endif

FUNCTION(NAME)
FUNCTION(destroyed)
SITE(Inner, NAME, 30)
SCAN(Scan, NAME, 40)
MEMO(Memo, NAME)

static void destroyed() {
  ENTER(destroyed);
  EXIT;
}
struct Static {
  ~Static() { destroyed(); }
} TheStatic;

extern "C" void call() {
  ENTER(NAME);
  CALL(Inner);
  {
    ENTER(NAME);
    hone::U64 Start = __hone_scan_begin(&Scan, &Scan);
    __hone_scan_end(&Scan, Start, 10, 1);
    if (hone::U64 Handle = __hone_memo_begin(&Memo)) {
      __hone_memo_scalar(Handle, 1);
      __hone_memo_bytes(Handle, "abc", 3);
      __hone_memo_cstring(Handle, "abc");
      __hone_memo_call(Handle);
      __hone_memo_scalar(Handle, 1);
      __hone_memo_end(Handle);
    }
    EXIT;
  }
  EXIT;
}

#else

#include <dlfcn.h>

#ifdef INSTRUMENTED
FUNCTION(main)
#endif

// Opens each library three times, calls it twice each time.
int main(int Count, char **Arguments) {
#ifdef INSTRUMENTED
  ENTER(main);
#endif
  int Scope = !strcmp(Arguments[1], "local") ? RTLD_LOCAL : RTLD_GLOBAL;
  for (int I = 2; I < 3 * (Count - 2) + 2; ++I) {
    void *Library = dlopen(Arguments[2 + (I - 2) % (Count - 2)], RTLD_NOW | Scope);
    if (!Library) {
      puts(dlerror());
      return 1;
    }
    auto Call = reinterpret_cast<void (*)()>(dlsym(Library, "call"));
    Call();
    Call();
    dlclose(Library);
  }
#ifdef INSTRUMENTED
  EXIT;
#endif
  return 0;
}
#endif

// MAIN-DAG: MODULE {{.*}}/{{main|hiding|linked|chained}} build_id
// ALL-DAG: MODULE {{.*}}/one.so build_id
// ALL-DAG: MODULE {{.*}}/{{two|three}}.so build_id
// MAIN-DAG: FUNCTION main {{.*}} counters 1
// ALL-DAG: FUNCTION one {{.*}} counters 12
// ALL-DAG: FUNCTION two {{.*}} counters 12
// ALL-DAG: SCAN one line 40 observed 6 elements 60 {{.*}} exhausted 6 max 10
// ALL-DAG: SCAN two line 40 observed 6 elements 60 {{.*}} exhausted 6 max 10
// ALL-DAG: MEMO one observed 6
// ALL-DAG: MEMO two observed 6
// MAIN-DAG: TIME main calls 1 recursive 0
// ALL-DAG: TIME one calls 12 recursive 6
// ALL-DAG: TIME two calls 12 recursive 6
// ALL-DAG: TIME destroyed calls {{[1-9]}}
// ALL-DAG: EDGE one -> one line 30 calls 6
// ALL-DAG: EDGE two -> two line 30 calls 6
