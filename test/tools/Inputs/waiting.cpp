// Waits of known length. "waits N ms on WHAT" in a comment says what the line does,
// at least; "computes" that it does not wait, however long it takes.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <future>
#include <iostream>
#include <mutex>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace std::chrono_literals;

static std::mutex TheMutex;
static std::condition_variable Changed;
static bool IsReady;
static std::atomic<bool> IsThere;

/// Forks a child that writes Text to a pipe line by line, a pause before each.
static int slowWriter(std::vector<std::string> Text, int PauseMs) {
  int Pipe[2];
  if (pipe(Pipe) != 0)
    abort();
  if (fork() == 0) {
    close(Pipe[0]);
    for (const std::string &Line : Text) {
      usleep(PauseMs * 1000);
      if (write(Pipe[1], Line.data(), Line.size()) < 0)
        abort();
    }
    _exit(0);
  }
  close(Pipe[1]);
  return Pipe[0];
}

static void sleeps() {
  std::this_thread::sleep_for(30ms); // waits 30 ms on nanosleep
  usleep(20000);                     // waits 20 ms on usleep
}

static int reads() {
  int File = slowWriter({"a", "b", "c"}, 20);
  char C;
  int Count = 0;
  while (read(File, &C, 1) == 1) // waits 40 ms on read
    ++Count;
  close(File);
  wait(nullptr);
  return Count;
}

/// Only one call in ten thousand waits.
static long getsCharacters() {
  FILE *File =
      fdopen(slowWriter({std::string(10000, 'x'), std::string(10000, 'y')}, 30), "r");
  long Count = 0;
  while (fgetc(File) != EOF) // waits 40 ms on fgetc
    ++Count;
  fclose(File);
  wait(nullptr);
  return Count;
}

static void contends() {
  TheMutex.lock();
  std::thread Other([] {
    IsThere = true;
    std::lock_guard<std::mutex> Lock(TheMutex); // waits 10 ms on pthread_mutex_lock
  });
  while (!IsThere)
    usleep(1000);
  usleep(40000);
  TheMutex.unlock();
  Other.join();
}

static void awaits() {
  std::thread Other([] {
    usleep(40000);
    std::lock_guard<std::mutex> Lock(TheMutex);
    IsReady = true;
    Changed.notify_one();
  });
  std::unique_lock<std::mutex> Lock(TheMutex);
  Changed.wait(Lock, [] { return IsReady; }); // waits 10 ms on std::condition_variable::wait
  Lock.unlock();
  Other.join();
}

static void joins() {
  std::thread Other([] { usleep(40000); });
  Other.join(); // waits 10 ms on std::thread::join
}

static int getsFuture() {
  std::future<int> Future = std::async(std::launch::async, [] {
    usleep(40000);
    return 3;
  });
  return Future.get(); // waits 10 ms on futex
}

static void polls() {
  pollfd Nothing = {-1, 0, 0};
  poll(&Nothing, 1, 20); // waits 20 ms on poll
}

/// The time of a call that is left by an exception counts as well.
static void throws() {
  auto Task = std::async(std::launch::deferred, [] {
    usleep(20000); // waits 20 ms on usleep
    throw std::runtime_error("late");
  });
  try {
    Task.get();
  } catch (const std::runtime_error &) {
  }
}

static int compare(const void *A, const void *B) {
  return *static_cast<const int *>(A) - *static_cast<const int *>(B);
}

static long computes() {
  static int Numbers[100000];
  unsigned Seed = 1;
  for (int &N : Numbers)
    N = static_cast<int>((Seed = Seed * 1103515245 + 12345) >> 16);
  qsort(Numbers, 100000, sizeof(int), compare); // computes
  FILE *Zeros = fopen("/dev/zero", "r");
  FILE *Nowhere = fopen("/dev/null", "w");
  long Sum = 0;
  for (int I = 0; I != 1000000; ++I)
    Sum += fgetc(Zeros); // computes
  for (int I = 0; I != 100; ++I)
    Sum += fwrite(Numbers, sizeof(Numbers), 1, Nowhere); // computes
  std::ofstream Stream("/dev/null");
  for (int I = 0; I != 100000; ++I)
    Stream << I << '\n'; // computes
  for (int I = 0; I != 1000000; ++I) {
    TheMutex.lock(); // computes
    TheMutex.unlock();
  }
  fclose(Zeros);
  fclose(Nowhere);
  return Sum;
}

int main() {
  sleeps();
  std::cout << reads() << ' ' << getsCharacters() << '\n';
  contends();
  awaits();
  joins();
  std::cout << getsFuture() << '\n';
  polls();
  throws();
  std::cout << computes() << '\n';
}
