// api HOW ...: programs that say when counting is to stop. What must have counted
// is printed or kept in a log, by the program itself.
#include <hone/hone.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <string>
#include <sys/mman.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#ifdef WITH_LIBRARY
extern "C" void libraryStop(), libraryStart(), libraryStep();
#endif

static volatile int Sink;

__attribute__((noinline)) static void step(int N) {
  if (N % 2)
    Sink = N;
}

__attribute__((noinline)) static int search(const std::vector<int> &Values,
                                            int Wanted) {
  return int(std::find(Values.begin(), Values.end(), Wanted) - Values.begin());
}

__attribute__((noinline)) static double slow(int N) {
  double Sum = 0;
  for (int I = 1; I < 500; ++I)
    Sum += 1.0 / (I * (N % 8 + 1));
  return Sum;
}

template <class Body> static void onThreads(int Count, Body Run) {
  std::vector<std::thread> Threads;
  for (int I = 0; I != Count; ++I)
    Threads.emplace_back(Run, I);
  for (std::thread &T : Threads)
    T.join();
}

// Each phase has threads of its own; some threads live through all of them.
static int phases() {
  std::atomic<int> Turn{0}, Done{0};
  long Counted = 0;
  auto RunPhase = [&](int Steps, bool Counts) {
    Done = 0;
    ++Turn;
    onThreads(3, [&](int) {
      for (int I = 0; I != Steps; ++I)
        step(I);
    });
    for (int I = 0; I != Steps; ++I)
      step(I);
    while (Done != 2)
      usleep(100);
    Counted += Counts ? 6 * long(Steps) : 0;
  };
  std::vector<std::thread> Lasting;
  for (int N = 0; N != 2; ++N)
    Lasting.emplace_back([&] {
      for (int My = 1; My <= 12; ++My) {
        while (Turn != My)
          usleep(100);
        for (int I = 0; I != (My % 3 == 1 ? 1000 : 777); ++I)
          step(I);
        ++Done;
      }
    });
  for (int Round = 0; Round != 4; ++Round) {
    RunPhase(1000, true);
    hone_stop();
    hone_stop();
    RunPhase(777, false);
    hone_start();
    hone_start();
    RunPhase(777, true);
  }
  for (std::thread &T : Lasting)
    T.join();
  std::printf("%ld\n", Counted);
  return 0;
}

// Busy threads, before whose eyes two profiles are written while stopped.
static int busy(char **Arguments) {
  std::atomic<bool> End{false};
  std::atomic<long> Searches{0};
  std::vector<int> Values(2000);
  for (int I = 0; I != 2000; ++I)
    Values[size_t(I)] = I;
  std::thread Main([&] {
    for (int Round = 0; Round != 8; ++Round) {
      // However busy the machine: something is to have counted.
      for (long Before = Searches; Searches < Before + 1000;)
        usleep(1000);
      hone_stop();
      std::string Name = Arguments[0] + std::to_string(Round);
      hone_dump_to((Name + "-a.prof").c_str());
      usleep(20000);
      hone_dump_to((Name + "-b.prof").c_str());
      if (Round == 7 && !std::strcmp(Arguments[1], "killed"))
        raise(SIGKILL);
      if (Round == 5)
        hone_reset();
      hone_start();
    }
    End = true;
  });
  onThreads(3, [&](int Thread) {
    for (int I = 0; !End; ++I) {
      step(I);
      Sink = search(Values, (I + Thread) % 2000);
      ++Searches;
      Sink = int(slow(I % 50));
      if (I % 100 == 0)
        std::thread([] { step(1); }).join();
    }
  });
  Main.join();
  return 0;
}

// Steps and stops and resets, and a log that outlives the program:
// 0: steps that count; 64: a reset is under way.
static int endless(const char *LogName) {
  int File = open(LogName, O_RDWR);
  auto *Log = static_cast<volatile long *>(
      mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, File, 0));
  for (int Round = 1;; ++Round) {
    for (int I = 0; I != 30; ++I) {
      step(I);
      Log[0] = Log[0] + 1;
    }
    hone_stop();
    for (int I = 0; I != 30; ++I)
      step(I);
    if (Round % 5 == 0) {
      Log[64] = 1;
      hone_reset();
      Log[0] = 0;
      Log[64] = 0;
    }
    hone_start();
    if (Round == 20)
      Log[65] = 1;
  }
}

static int forks() {
  auto Child = [](int Steps) {
    for (int I = 0; I != Steps; ++I)
      step(I);
    std::printf("%d %d\n", int(getpid()), Steps);
    std::exit(0);
  };
  auto Wait = [] {
    while (wait(nullptr) > 0)
      ;
  };
  std::fflush(stdout);
  for (int I = 0; I != 10; ++I)
    step(I);
  if (fork() == 0)
    Child(5);
  Wait();
  hone_stop();
  if (fork() == 0) {
    for (int I = 0; I != 100; ++I)
      step(I);
    hone_start();
    Child(7);
  }
  Wait();
  hone_start();
  for (int I = 0; I != 3; ++I)
    step(I);
  std::printf("%d 13\n", int(getpid()));
  return 0;
}

static int once(const char *Calls) {
  auto Steps = [](int Count) {
    for (int I = 0; I != Count; ++I)
      step(I);
#ifdef WITH_LIBRARY
    for (int I = 0; I != Count; ++I)
      libraryStep();
#endif
  };
  Steps(1);
  std::printf("%d", hone_is_running());
#ifdef WITH_LIBRARY
  libraryStop();
#else
  hone_stop();
#endif
  std::printf("%d", hone_is_running());
  Steps(20);
#ifdef WITH_LIBRARY
  libraryStart();
#else
  hone_start();
#endif
  std::printf("%d\n", hone_is_running());
  Steps(300);
  for (const char *C = Calls; *C; ++C)
    switch (*C) {
    case 'd':
      std::printf("dump %d\n", hone_dump());
      break;
    case 'r':
      hone_reset();
      break;
    case 's':
      Steps(4000);
    }
  return 0;
}

static int signalled(const char *How) {
  if (!std::strcmp(How, "own"))
    std::signal(SIGUSR1, [](int) {});
  for (int I = 0; I != 10; ++I)
    step(I);
  raise(SIGUSR1);
  for (int I = 0; I != 10; ++I)
    step(I);
  raise(SIGUSR1);
  if (!std::strcmp(How, "killed"))
    raise(SIGKILL);
  return 0;
}

// Everything at once, also from signal handlers.
static int turmoil() {
  static std::atomic<bool> End{false};
  std::signal(SIGUSR2, [](int) {
    step(1);
    hone_stop();
    hone_reset();
    hone_start();
    hone_dump_to("handler.prof");
  });
  std::thread Sender([] {
    for (int I = 0; I != 200; ++I) {
      kill(getpid(), SIGUSR2);
      usleep(1000);
    }
    End = true;
  });
  onThreads(4, [](int Thread) {
    for (int I = 0; !End; ++I) {
      Sink = int(slow(I));
      std::thread([] { step(1); }).join();
      switch ((I + Thread) % 8) {
      case 0:
        hone_stop();
        break;
      case 1:
        hone_start();
        break;
      case 2:
        hone_reset();
        break;
      case 3:
        hone_dump_to("turmoil.prof");
        break;
      case 4:
        if (fork() == 0)
          _exit(0);
        wait(nullptr);
      }
    }
  });
  Sender.join();
  hone_stop();
  hone_reset();
  hone_start();
  for (int I = 0; I != 123; ++I)
    step(I);
  return 0;
}

int main(int, char **Arguments) {
  const std::map<std::string, int (*)(char **)> Ways = {
      {"phases", [](char **) { return phases(); }},
      {"busy", [](char **A) { return busy(A); }},
      {"endless", [](char **A) { return endless(A[0]); }},
      {"forks", [](char **) { return forks(); }},
      {"once", [](char **A) { return once(A[0]); }},
      {"signalled", [](char **A) { return signalled(A[0]); }},
      {"turmoil", [](char **) { return turmoil(); }}};
  return Ways.at(Arguments[1])(Arguments + 2);
}
