// forks HOW: children of all kinds.
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

__attribute__((noinline)) static void step() { asm volatile(""); }

static void steps(int N) {
  for (int I = 0; I < N; ++I)
    step();
}

/// A child gets its file with its first sample: takes time until it is there, or
/// long should have been.
static void burnUntilItHasAFile() {
  std::string Profile = "hone." + std::to_string(getpid()) + ".prof";
  std::clock_t End = std::clock() + 10 * CLOCKS_PER_SEC;
  while (access(Profile.c_str(), F_OK) != 0 && std::clock() < End)
    asm volatile("");
}

static void await(pid_t Child) { waitpid(Child, nullptr, 0); }

int main(int, char **Arguments) {
  const char *How = Arguments[1];
  char True[] = "/bin/true";
  char *const Command[] = {True, nullptr};
  steps(1000);
  if (!std::strcmp(How, "child")) {
    pid_t Child = fork();
    if (!Child) {
      steps(30);
      std::exit(0);
    }
    await(Child);
  } else if (!std::strcmp(How, "killed")) {
    pid_t Child = fork();
    if (!Child) {
      steps(40);
      burnUntilItHasAFile();
      std::thread([] { steps(7); }).join();
      steps(3);
      raise(SIGKILL);
    }
    await(Child);
  } else if (!std::strcmp(How, "exec")) {
    for (int I = 0; I < 50; ++I) {
      pid_t Child = I % 2 ? fork() : vfork();
      if (!Child) {
        execv(True, Command);
        _exit(1);
      }
      await(Child);
    }
  } else if (!std::strcmp(How, "spawn")) {
    for (int I = 0; I < 50; ++I) {
      pid_t Child;
      if (posix_spawn(&Child, True, nullptr, nullptr, Command, environ) == 0)
        await(Child);
    }
  } else { // threads that count while others fork
    std::thread Counter([] {
      for (int I = 0; I < 1000; ++I)
        steps(1000);
    });
    for (int I = 0; I < 50; ++I) {
      pid_t Child = fork();
      if (!Child)
        _exit(0);
      await(Child);
    }
    Counter.join();
  }
  steps(1);
}
