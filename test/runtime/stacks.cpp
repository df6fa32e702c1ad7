// Samples at a high rate while threads throw, allocate, open and close libraries, and
// recurse deeply: nobody hangs or dies, and what stacks there are hang together.
//
// RUN: rm -rf %t && mkdir -p %t && cd %t
// RUN: %hone-clangxx -O1 -std=c++17 -fPIC -shared -DLIBRARY %s -o instrumented.so
// RUN: %clangxx -O1 -std=c++17 -fPIC -shared -DLIBRARY %s -o plain.so
// RUN: %hone-clangxx -O1 -std=c++17 -pthread %s -o a
// RUN: for hz in 1000 10000; do \
// RUN:   env HONE_SAMPLE_HZ=$hz HONE_PROFILE_FILE=soak.prof ./a soak && \
// RUN:   %python %S/Inputs/show.py soak.prof > soak.txt && \
// RUN:   FileCheck --check-prefix=SOAK %s < soak.txt || exit 1; done
// SOAK: SAMPLE thread {{[1-9].*}}depth {{[3-9]}}
// SOAK: THREAD thrower cpu
//
// Deeper stacks than are kept: the innermost frames are there, and all time is.
// RUN: env HONE_SAMPLE_HZ=1000 HONE_PROFILE_FILE=deep.prof ./a deep
// RUN: %hone report --json deep.prof > deep.json
// RUN: %python -c "import json; d = json.load(open('deep.json')); r = d['run']; assert 0.5 * r['cpu_ns'] < r['sampled_ns'] + r['cpu_ns'] * r['overhead_pct'] / 100 < 1.5 * r['cpu_ns'], r"
// RUN: %python %S/Inputs/show.py deep.prof | FileCheck --check-prefix=DEEP %s
// DEEP: SAMPLE {{.*}}depth 256 count
// DEEP-NOT: depth {{25[7-9]|2[6-9][0-9]|[3-9][0-9][0-9]|[0-9][0-9][0-9][0-9]}}

#include <cstdlib>

extern "C" long called(long N) {
  long Sum = 0;
  for (long I = 0; I < N; ++I)
    Sum += I ^ Sum;
  return Sum;
}

#ifndef LIBRARY
#include <atomic>
#include <cstring>
#include <dlfcn.h>
#include <pthread.h>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

std::atomic<bool> IsOver;
std::atomic<long> Caught;

int throwing(int Depth) {
  if (Depth)
    return throwing(Depth - 1) + 1;
  throw std::runtime_error("from the depth");
}

void throwAll() {
  pthread_setname_np(pthread_self(), "thrower");
  while (!IsOver)
    try {
      throwing(20);
    } catch (const std::exception &) {
      ++Caught;
    }
}

void allocateAll() {
  std::vector<std::string> Kept(64);
  for (size_t I = 0; !IsOver; ++I)
    Kept[I % 64] = std::string(I % 5000, 'x');
}

void loadAll(const char *Path) {
  for (int I = 0; I != 300; ++I) {
    void *Library = dlopen(Path, RTLD_NOW | RTLD_LOCAL);
    if (!Library)
      abort();
    reinterpret_cast<long (*)(long)>(dlsym(Library, "called"))(20000);
    dlclose(Library);
  }
}

void startAll() {
  for (int I = 0; I != 300; ++I)
    std::thread([] { called(20000); }).join();
}

__attribute__((noinline)) long deep(long N) {
  volatile long Here = called(200);
  return N ? deep(N - 1) + Here : Here;
}

int main(int, char **Arguments) {
  if (strcmp(Arguments[1], "deep") == 0) {
    long Sum = 0;
    for (int I = 0; I != 30; ++I)
      Sum += deep(30000);
    return Sum == 1;
  }
  std::vector<std::thread> Endless;
  for (auto *Work : {throwAll, throwAll, allocateAll, allocateAll})
    Endless.emplace_back(Work);
  std::thread Loader(loadAll, "./instrumented.so"), Other(loadAll, "./plain.so"),
      Starter(startAll);
  for (std::thread *T : {&Loader, &Other, &Starter})
    T->join();
  IsOver = true;
  for (std::thread &T : Endless)
    T.join();
  return Caught == 0;
}
#endif
