//===- ChildProcess.cpp ---------------------------------------------------===//
//
// Owns: fork, exec, wait and the signals between. Must not know profiles.
//
//===----------------------------------------------------------------------===//

#include "ChildProcess.h"
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace hone;
using namespace llvm;

static volatile sig_atomic_t TheChild = 0;

static void passOn(int Signal, siginfo_t *Info, void *) {
  // The terminal sends to the whole foreground group: the child has had it.
  if (Info->si_code <= 0 && TheChild > 0)
    kill(static_cast<pid_t>(TheChild), Signal);
}

namespace {

/// Passes signals on while it lives.
class SignalForwarding {
public:
  SignalForwarding() {
    struct sigaction Action = {};
    Action.sa_sigaction = passOn;
    Action.sa_flags = SA_SIGINFO | SA_RESTART;
    for (size_t I = 0; I != std::size(Signals); ++I)
      sigaction(Signals[I], &Action, &Old[I]);
  }
  ~SignalForwarding() { restore(); }
  /// Also for the child: a handler becomes the default by exec, but what the
  /// user's shell had set to be ignored (nohup) must stay ignored.
  void restore() {
    for (size_t I = 0; I != std::size(Signals); ++I)
      sigaction(Signals[I], &Old[I], nullptr);
  }
  static sigset_t signals() {
    sigset_t Set;
    sigemptyset(&Set);
    for (int Signal : Signals)
      sigaddset(&Set, Signal);
    return Set;
  }

private:
  static constexpr int Signals[] = {SIGHUP,  SIGINT,  SIGQUIT, SIGTERM,
                                    SIGUSR1, SIGUSR2, SIGWINCH};
  struct sigaction Old[std::size(Signals)];
};

} // namespace

/// In the child.
static void apply(const ChildSetup &Setup) {
  for (auto [From, To] : {std::pair(Setup.Input, STDIN_FILENO),
                          {Setup.Output, STDOUT_FILENO},
                          {Setup.Errors, STDERR_FILENO}})
    if (From >= 0)
      dup2(From, To);
  for (const auto &[Name, Value] : Setup.Environment)
    setenv(Name.c_str(), Value.c_str(), /*replace=*/1);
}

/// Second number of schedstat: time on a run queue, ns. Of a process that has
/// ended and was not waited for, too.
static uint64_t delayOf(pid_t Id) {
  unsigned long long Ran = 0, Delay = 0;
  std::string Path = "/proc/" + std::to_string(Id) + "/schedstat";
  if (FILE *File = fopen(Path.c_str(), "re")) {
    if (fscanf(File, "%llu %llu", &Ran, &Delay) != 2)
      Delay = 0;
    fclose(File);
  }
  return Delay;
}

Expected<ChildResult> hone::runChild(char *const *Command,
                                     const ChildSetup &Setup) {
  // A failing exec reports errno through a pipe that a succeeding one closes.
  int Pipe[2];
  if (pipe2(Pipe, O_CLOEXEC))
    return errorCodeToError(std::error_code(errno, std::generic_category()));
  TheChild = 0;
  SignalForwarding Forwarding;
  // A signal that comes before TheChild is known waits until it is.
  sigset_t Forwarded = SignalForwarding::signals(), OldMask;
  sigprocmask(SIG_BLOCK, &Forwarded, &OldMask);
  auto Start = std::chrono::steady_clock::now();
  pid_t Child = fork();
  if (Child == 0) {
    Forwarding.restore();
    sigprocmask(SIG_SETMASK, &OldMask, nullptr);
    apply(Setup);
    execvp(Command[0], Command);
    int Why = errno;
    while (write(Pipe[1], &Why, sizeof(Why)) < 0 && errno == EINTR)
      ;
    _exit(127);
  }
  int Why = Child < 0 ? errno : 0;
  TheChild = Child;
  sigprocmask(SIG_SETMASK, &OldMask, nullptr);
  close(Pipe[1]);
  if (Child > 0)
    while (read(Pipe[0], &Why, sizeof(Why)) < 0 && errno == EINTR)
      ;
  close(Pipe[0]);
  int Status = 0;
  siginfo_t Ended;
  if (Child > 0)
    while (waitid(P_PID, Child, &Ended, WEXITED | WNOWAIT) < 0 &&
           errno == EINTR)
      ;
  auto Wall = std::chrono::steady_clock::now() - Start;
  uint64_t Delay = Child > 0 ? delayOf(Child) : 0;
  if (Child > 0)
    while (waitpid(Child, &Status, 0) < 0 && errno == EINTR)
      ;
  TheChild = 0;
  if (Why)
    return errorCodeToError(std::error_code(Why, std::generic_category()));
  int Signal = WIFSIGNALED(Status) ? WTERMSIG(Status) : 0;
  return ChildResult{Child, Signal ? 128 + Signal : WEXITSTATUS(Status),
                     Signal,
                     uint64_t(std::chrono::nanoseconds(Wall).count()), Delay};
}
