// Everything at once: threads that hand blocks to each other and end with destructors
// that allocate, children in between, and signal handlers that allocate.
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <pthread.h>
#include <string>
#include <sys/time.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

static void *volatile Sink; // what comes here is not optimized away
static pthread_key_t Key;
static void atEnd(void *Block) {
  static thread_local int Rounds;
  free(Block);
  if (Rounds++ < 2)
    pthread_setspecific(Key, malloc(24));
}
struct Local {
  std::string Text = std::string(100, 'x');
  ~Local() { Text += std::string(1000, 'y'); }
};
static thread_local Local TheLocal;
static void onSignal(int) {
  int OldErrno = errno;
  void *volatile Block = malloc(33);
  free(Block);
  errno = OldErrno;
}
static std::atomic<void *> Exchange[64];
static void work(unsigned Seed) {
  TheLocal.Text += "a";
  pthread_setspecific(Key, malloc(16));
  for (int I = 0; I < 100; ++I) {
    Seed = Seed * 1664525 + 1013904223;
    free(Exchange[Seed >> 26].exchange(malloc(Seed >> 8 & 0x1fff)));
    if (I % 50 == 0)
      free(realloc(Exchange[1].exchange(nullptr), 10000 + I));
  }
}
int main() {
  pthread_key_create(&Key, atEnd);
  for (int Round = 0; Round < 40; ++Round) {
    std::vector<std::thread> Threads;
    for (int I = 0; I < 8; ++I)
      Threads.emplace_back(work, Round * 8 + I);
    if (Round % 10 == 0) {
      pid_t Child = fork();
      if (Child == 0) {
        for (auto &E : Exchange) // of the parent's: not known
          free(E.exchange(nullptr));
        Sink = malloc(77);
        free(Sink);
        Sink = malloc(100);
        exit(Sink ? 0 : 1);
      }
      int Status;
      if (waitpid(Child, &Status, 0) != Child || Status)
        return 1;
    }
    for (auto &T : Threads)
      T.join();
  }
  for (auto &E : Exchange)
    free(E.exchange(nullptr));
  struct sigaction Action = {};
  Action.sa_handler = onSignal;
  sigaction(SIGALRM, &Action, nullptr);
  itimerval Often = {{0, 1000}, {0, 1000}};
  setitimer(ITIMER_REAL, &Often, nullptr);
  size_t Sum = 0;
  for (int I = 0; I < 100000; ++I)
    Sum += std::string(20 + I % 50, 'a').size();
  Often = {};
  setitimer(ITIMER_REAL, &Often, nullptr);
  return Sum ? 0 : 1;
}
