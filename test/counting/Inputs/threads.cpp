// threads HOW N: lets N threads do the same work, started in some way.
#include "work.h"
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

volatile int Sink;

static void *threadBody(void *) {
  Sink = work();
  return nullptr;
}

static void posix(int N) {
  std::vector<pthread_t> Threads(N);
  for (pthread_t &T : Threads)
    pthread_create(&T, nullptr, threadBody, nullptr);
  for (pthread_t T : Threads)
    pthread_join(T, nullptr);
}

static void standard(int N) {
  std::vector<std::thread> Threads;
  for (int I = 0; I < N; ++I)
    Threads.emplace_back([] { Sink = work(); });
  for (std::thread &T : Threads)
    T.join();
}

static std::atomic<int> Done;

static void detached(int N) {
  for (int I = 0; I < N; ++I)
    std::thread([] {
      Sink = work();
      ++Done;
    }).detach();
  while (Done < N)
    sched_yield();
}

struct WorksAtTheEnd {
  bool Used = false;
  ~WorksAtTheEnd() {
    if (Used)
      Sink = work();
    ++Done;
  }
};
static thread_local WorksAtTheEnd AtTheEnd;

static void destructors(int N) {
  std::vector<std::thread> Threads;
  for (int I = 0; I < N; ++I)
    Threads.emplace_back([] { AtTheEnd.Used = true; });
  for (std::thread &T : Threads)
    T.join();
}

// Work in the last round of the thread's end.
constexpr long Rounds = 4; // PTHREAD_DESTRUCTOR_ITERATIONS of glibc
static pthread_key_t Key;
static void atKey(void *Round) {
  auto Number = reinterpret_cast<long>(Round);
  if (Number < Rounds)
    pthread_setspecific(Key, reinterpret_cast<void *>(Number + 1));
  else
    Sink = work();
}
static void *useKey(void *) {
  pthread_setspecific(Key, reinterpret_cast<void *>(1));
  return nullptr;
}
static void keys(int N) {
  pthread_key_create(&Key, atKey);
  std::vector<pthread_t> Threads(N);
  for (pthread_t &T : Threads)
    pthread_create(&T, nullptr, useKey, nullptr);
  for (pthread_t T : Threads)
    pthread_join(T, nullptr);
}

static void *workThenWait(void *) {
  Sink = work();
  ++Done;
  for (;;)
    pause();
}

static void cancelled(int N) {
  std::vector<pthread_t> Threads(N);
  for (pthread_t &T : Threads)
    pthread_create(&T, nullptr, workThenWait, nullptr);
  while (Done < N)
    sched_yield();
  for (pthread_t T : Threads) {
    pthread_cancel(T);
    pthread_join(T, nullptr);
  }
}

// Many more threads than run at once.
static void shortLived(int N) {
  for (int I = 0; I < N; I += 2) {
    std::thread One([] { Sink = work(); }), Two([] { Sink = work(); });
    One.join();
    Two.join();
  }
}

// A thread that no thread library knows of; it gets thread-local storage of its
// own, as the C library needs it, from a waiting thread.
static int cloneBody(void *) {
  Sink = work();
  return 0;
}
static void rawClone(int N) {
  constexpr size_t Size = 1 << 20;
  for (int I = 0; I < N; ++I) {
    char *Stack = static_cast<char *>(mmap(nullptr, Size, PROT_READ | PROT_WRITE,
                                           MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    // One at a time: the thread that started it waits, and lends its storage.
    int Pid = clone(cloneBody, Stack + Size,
                    CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | SIGCHLD,
                    nullptr);
    waitpid(Pid, nullptr, 0);
    munmap(Stack, Size);
  }
}

static void openMP(int N) {
#pragma omp parallel for num_threads(N) schedule(static, 1)
  for (int I = 0; I < N; ++I)
    Sink = work();
}

// A library that is loaded, used by all threads and closed, again and again.
static const char *Library;
static void callLibrary() {
  void *Handle = dlopen(Library, RTLD_NOW | RTLD_LOCAL);
  if (!Handle) {
    std::fprintf(stderr, "%s\n", dlerror());
    std::exit(1);
  }
  reinterpret_cast<int (*)()>(dlsym(Handle, "libraryWork"))();
  dlclose(Handle);
}
static void libraries(int N) {
  std::vector<std::thread> Threads;
  for (int I = 0; I < N; ++I)
    Threads.emplace_back(callLibrary);
  for (std::thread &T : Threads)
    T.join();
}

int main(int, char **Arguments) {
  struct {
    const char *Name;
    void (*Run)(int);
  } const Ways[] = {{"posix", posix},         {"standard", standard},
                    {"detached", detached},   {"destructors", destructors},
                    {"keys", keys},           {"cancelled", cancelled},
                    {"short", shortLived},    {"clone", rawClone},
                    {"openmp", openMP},       {"libraries", libraries}};
  Library = Arguments[3];
  for (const auto &Way : Ways)
    if (!std::strcmp(Way.Name, Arguments[1])) {
      Way.Run(std::atoi(Arguments[2]));
      return 0;
    }
  return 1;
}
