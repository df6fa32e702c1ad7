// Threads that come and go, shared objects that are opened and closed, and forks,
// all at once, at a high sampling rate: nobody dies, no figure is lost.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clangxx -O1 -std=c++17 -I%src/include -I%S/Inputs -fPIC -shared -DPLUGIN=1 %S/modules.cpp %hone_rt -o %t/one.so
// RUN: %clangxx -O1 -std=c++17 -I%src/include -I%S/Inputs -fPIC -shared -DPLUGIN=2 %S/modules.cpp %hone_rt -Wl,-Bsymbolic -o %t/two.so
// RUN: %clangxx -O1 -std=c++17 -pthread -I%src/include -I%S/Inputs %s %hone_rt -Wl,--export-dynamic-symbol=__hone_* -o %t/a
// RUN: cd %t && env HONE_SAMPLE_HZ=5000 HONE_PROFILE_FILE=p.prof ./a ./one.so ./two.so
// RUN: %python %S/Inputs/show.py p.prof | FileCheck %s

#include "Instrument.h"

#include <dlfcn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

FUNCTION(worker)
FUNCTION(leaf)
SITE(WorkerLeaf, worker, 10)
SCAN(Scan, leaf, 20)
MEMO(Memo, leaf)

void leaf(int Argument) {
  ENTER(leaf);
  hone::U64 Start = __hone_scan_begin(&Scan, &Scan);
  __hone_scan_end(&Scan, Start, 3, 0);
  if (hone::U64 Handle = __hone_memo_begin(&Memo)) {
    __hone_memo_scalar(Handle, Argument % 100);
    __hone_memo_call(Handle);
    __hone_memo_scalar(Handle, 1);
    __hone_memo_end(Handle);
  }
  EXIT;
}

void worker(int Calls) {
  ENTER(worker);
  for (int I = 0; I != Calls; ++I) {
    CALL(WorkerLeaf);
    leaf(I);
  }
  EXIT;
}

void openAndClose(const char *Path) {
  void *Library = dlopen(Path, RTLD_NOW | RTLD_LOCAL);
  if (!Library) {
    puts(dlerror());
    exit(1);
  }
  reinterpret_cast<void (*)()>(dlsym(Library, "call"))();
  dlclose(Library);
}

// The child ends by _exit: exit may wait for a lock of the dynamic linker's that
// another thread held at the moment of the fork.
void forkOne(int Status) {
  pid_t Child = fork();
  if (Child == 0) {
    worker(10);
    _exit(Status);
  }
  int Ended;
  if (waitpid(Child, &Ended, 0) != Child || !WIFEXITED(Ended) ||
      WEXITSTATUS(Ended) != Status) {
    printf("child: %x\n", Ended);
    exit(1);
  }
}

int main(int, char **Arguments) {
  std::vector<std::thread> Threads;
  for (int T = 0; T != 3; ++T)
    Threads.emplace_back([=] {
      for (int I = 0; I != 100; ++I)
        openAndClose(Arguments[1 + (I + T) % 2]);
    });
  for (int T = 0; T != 2; ++T)
    Threads.emplace_back([] {
      for (int I = 0; I != 100; ++I)
        worker(100);
    });
  Threads.emplace_back([] {
    for (int I = 0; I != 100; ++I)
      std::thread(worker, 10).join();
  });
  Threads.emplace_back([] {
    for (int I = 0; I != 30; ++I)
      forkOne(I % 2);
  });
  for (std::thread &T : Threads)
    T.join();
}

// CHECK-DAG: TIME one calls 300 recursive 150
// CHECK-DAG: TIME two calls 300 recursive 150
// CHECK-DAG: TIME worker calls 300
// CHECK-DAG: TIME leaf calls 21000
// CHECK-DAG: EDGE worker -> leaf line 10 calls 21000
