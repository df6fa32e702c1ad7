//===- Dump.cpp - the profile before the end --------------------*- C++ -*-===//
//
// Owns: see Dump.h.
//
//===----------------------------------------------------------------------===//

#include "Dump.h"

#include "Memory.h"
#include "Options.h"
#include "Path.h"
#include "Profile.h"
#include "Report.h"
#include "Runtime.h"

#include <signal.h>

namespace hone::rt {

namespace {

U64 NumDumps;

struct SignalName {
  const char *Name;
  int Number;
};
/// Those whose default is not a crash, and that no one else has a use for.
constexpr SignalName Names[] = {
    {"USR1", SIGUSR1},   {"USR2", SIGUSR2},   {"HUP", SIGHUP},
    {"INT", SIGINT},     {"QUIT", SIGQUIT},   {"ALRM", SIGALRM},
    {"TERM", SIGTERM},   {"CONT", SIGCONT},   {"VTALRM", SIGVTALRM},
    {"PROF", SIGPROF},   {"WINCH", SIGWINCH}, {"IO", SIGIO},
    {"PWR", SIGPWR}};

/// 0: not one that can be taken.
int numberOf(const char *Text) {
  if (strncmp(Text, "SIG", 3) == 0)
    Text += 3;
  int Number = 0;
  const char *P = Text;
  for (; *P >= '0' && *P <= '9' && Number < SIGRTMAX; ++P)
    Number = Number * 10 + (*P - '0');
  bool IsNumber = P != Text && !*P;
  if (IsNumber && Number >= SIGRTMIN && Number <= SIGRTMAX)
    return Number;
  for (const SignalName &S : Names)
    if (IsNumber ? S.Number == Number : strcmp(S.Name, Text) == 0)
      return S.Number;
  return 0;
}

void dumpOnSignal(int) {
  int OldErrno = errno;
  dumpProfile(nullptr);
  errno = OldErrno;
}

/// The name of dump number N.
void appendDumpPath(Buffer &Out, U64 N) {
  Buffer Whole;
  appendProfilePath(Whole);
  const char *Text = Whole.text();
  const char *Slash = strrchr(Text, '/');
  const char *Name = Slash ? Slash + 1 : Text;
  const char *Dot = strrchr(Name, '.');
  if (!Dot || Dot == Name)
    Dot = Text + Whole.size();
  Out.append(Text, size_t(Dot - Text));
  if (profilesAreMerged()) { // the name is that of all processes
    Out.appendText("-");
    Out.appendNumber(U64(getpid()));
  }
  Out.appendText("-dump");
  Out.appendNumber(N);
  Out.appendText(Dot);
  Whole.release();
}

} // namespace

bool dumpProfile(const char *Path) {
  if (holdsLock())
    return false;
  Guard TheGuard;
  if (phase() != Phase::Running || TheProcess.Pid != getpid() || !firstModule())
    return false;
  Buffer Own;
  if (!Path) {
    appendDumpPath(Own, ++NumDumps);
    Path = Own.text();
  }
  bool Written = writeProfileTo(Path);
  Own.release();
  return Written;
}

void startDumpSignal() {
  const char *Wish = valueOf(Option::DumpSignal);
  if (!Wish)
    return;
  int Number = numberOf(Wish);
  if (!Number)
    return complain({nameOf(Option::DumpSignal), "='", Wish,
                     "' is no signal that can be taken; use USR1, USR2 or a "
                     "number from SIGRTMIN; no signal dumps the profile"});
  struct sigaction Current;
  if (sigaction(Number, nullptr, &Current) != 0 ||
      (Current.sa_flags & SA_SIGINFO) || Current.sa_handler != SIG_DFL)
    return complain({nameOf(Option::DumpSignal), "='", Wish,
                     "': the program handles or ignores this signal; no signal "
                     "dumps the profile"});
  struct sigaction Ours = {};
  Ours.sa_handler = dumpOnSignal;
  Ours.sa_flags = SA_RESTART | SA_ONSTACK;
  sigemptyset(&Ours.sa_mask);
  sigaction(Number, &Ours, nullptr);
}

void restartDumps() { NumDumps = 0; }

} // namespace hone::rt
