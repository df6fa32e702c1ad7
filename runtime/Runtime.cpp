//===- Runtime.cpp - the life of the runtime --------------------*- C++ -*-===//
//
// Owns: start, end, and fork.
//
// The profile is written when exit has begun and the last module's destructor
// has run: after the program's atexit handlers and the static destructors of
// all instrumented modules. Code that runs later still finds its counters
// mapped; it is just not in the file. Processes that end by _exit, a signal or
// exec, and children that did not run the fork handlers, write nothing.
//
//===----------------------------------------------------------------------===//

#include "Runtime.h"

#include "CacheTrial.h"
#include "Calibrate.h"
#include "Clocks.h"
#include "Copies.h"
#include "CounterBlocks.h"
#include "Counting.h"
#include "Dump.h"
#include "Heap.h"
#include "Histogram.h"
#include "Operations.h"
#include "Options.h"
#include "Path.h"
#include "Profile.h"
#include "Report.h"
#include "Sampler.h"
#include "Thread.h"

#include <fcntl.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/auxv.h>

// The C library's own name. NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int __cxa_atexit(void (*)(void *), void *, void *) noexcept(true);

namespace hone::rt {

Process TheProcess;

namespace {

/// Threads that wait for the lock sleep: where thousands start at once, those
/// that yield keep the holder from running.
enum LockState : U32 { Free, Held, Awaited };
U32 Lock;
/// The __hone_site of the thread that holds it, or null.
const void *Holder;

bool takeLock(LockState From, LockState To) {
  U32 Expected = From;
  return __atomic_compare_exchange_n(&Lock, &Expected, U32(To), false,
                                     __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

void rememberDirectory() {
  char Path[PATH_MAX];
  TheProcess.Directory.clear();
  TheProcess.Directory.appendText(getcwd(Path, sizeof(Path)) ? Path : "/");
}

/// Arguments joined by spaces. Read at the start: programs may overwrite them.
void rememberCommand() {
  constexpr size_t Longest = 1 << 16;
  int File = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
  if (File < 0)
    return;
  char Bytes[4096];
  ssize_t Count;
  while (TheProcess.Command.size() < Longest &&
         (Count = read(File, Bytes, sizeof(Bytes))) > 0)
    TheProcess.Command.append(Bytes, size_t(Count));
  close(File);
  char *Text = TheProcess.Command.data();
  size_t Size = TheProcess.Command.size();
  for (size_t I = 0; I + 1 < Size; ++I)
    if (!Text[I])
      Text[I] = ' ';
}

void noteStart() {
  TheProcess.Pid = getpid();
  TheProcess.StartNs = clockNs(CLOCK_MONOTONIC);
  TheProcess.StartUnixNs = clockNs(CLOCK_REALTIME);
  startClocks();
  startClock();
}

/// Ends the books and writes them down.
void finish(const char *ExitKind) {
  Guard TheGuard;
  if (phase() != Phase::Running || TheProcess.Pid != getpid())
    return;
  writeProfile(ExitKind);
  storeRelaxed(TheProcess.Stage, Phase::Finished);
  endHeap();
  detachThread();
}

void exitBegins(void *) {
  TheProcess.Exiting = true;
  finishIfLast();
}

void quickExit() { finish("quick_exit"); }

sigset_t MaskAtFork;
void beforeFork() { lockRuntime(MaskAtFork); }
void afterForkInParent() { unlockRuntime(MaskAtFork); }
void afterForkInChild() {
  int OldErrno = errno;
  bool Running = phase() == Phase::Running;
  if (Running) {
    noteStart();
    clearSamples();
    clearKeptClocks();
    restartDumps();
    clearModuleFigures();
    restartThreadsInChild();
    restartHeap();
  }
  unlockRuntime(MaskAtFork);
  // Timers are not inherited.
  if (ThreadState *T = __hone_thread; T && Running) {
    startSampling(*T);
    if (T->Timer < 0) // no sample will ever do it
      moveToLiveFile(*T);
  }
  errno = OldErrno;
}

bool disabled() {
  if (beginTrial())
    return true;
  const char *Wish = valueOf(Option::Disable);
  if (Wish && strcmp(Wish, "1") == 0)
    return true;
  if (!getauxval(AT_SECURE))
    return false;
  complain({"no profile: the program runs with raised privileges"});
  return true;
}

/// Sets up the elected copy. Returns the phase it is in then.
Phase startBooks() {
  if (disabled() || !rememberPattern())
    return Phase::Off;
  rememberDirectory();
  rememberCommand();
  noteStart();
  chooseStart();
  startBlocks();
  startDurations();
  startThrottle();
  if (!startThreads()) {
    complain({"no profile: the program uses all keys of pthread_key_create"});
    return Phase::Off;
  }
  // No module handle: these stay when a shared object is closed.
  __cxa_atexit(exitBegins, nullptr, nullptr);
  at_quick_exit(quickExit);
  pthread_atfork(beforeFork, afterForkInParent, afterForkInChild);
  return Phase::Running;
}

} // namespace

void lockRuntime(sigset_t &OldMask) {
  sigset_t All;
  sigfillset(&All);
  // A crash must reach the program's handler, if it has one.
  for (int Crash : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT})
    sigdelset(&All, Crash);
  pthread_sigmask(SIG_BLOCK, &All, &OldMask);
  // Drepper, "Futexes are tricky", mutex 2.
  if (!takeLock(Free, Held))
    while (__atomic_exchange_n(&Lock, U32(Awaited), __ATOMIC_ACQUIRE) != Free)
      syscall(SYS_futex, &Lock, FUTEX_WAIT_PRIVATE, Awaited, nullptr);
  storeRelaxed<const void *>(Holder, &__hone_site);
}

void unlockRuntime(const sigset_t &OldMask) {
  storeRelaxed<const void *>(Holder, nullptr);
  if (__atomic_exchange_n(&Lock, U32(Free), __ATOMIC_RELEASE) == Awaited)
    syscall(SYS_futex, &Lock, FUTEX_WAKE_PRIVATE, 1);
  pthread_sigmask(SIG_SETMASK, &OldMask, nullptr);
}

bool holdsLock() { return loadRelaxed(Holder) == &__hone_site; }

void startCopy() {
  if (phase() != Phase::Unborn)
    return;
  int OldErrno = errno;
  rememberStandardError();
  Phase Next = elect() ? startBooks() : Elected ? Phase::Secondary : Phase::Off;
  storeRelease(TheProcess.Stage, Next);
  if (Next == Phase::Running) {
    if (ThreadState *T = obtainThread()) {
      calibrateHooks(*T);
      calibrateOperations(*T);
    }
    startSampler();
    startDumpSignal();
    if (ThreadState *T = __hone_thread)
      startSampling(*T);
    startHeap();
  }
  errno = OldErrno;
}

void finishIfLast() {
  if (TheProcess.Exiting && liveModules() == 0)
    finish("exit");
}

} // namespace hone::rt

using namespace hone::rt;

HONE_INTERFACE void __hone_register(const ModuleSections *Sections) {
  startCopy();
  if (Elected)
    return Elected->Register(Sections);
  registerModules(Sections);
}

HONE_INTERFACE void __hone_unregister(const ModuleSections *Sections) {
  if (Elected)
    Elected->Unregister(Sections);
  else
    unregisterModule(Sections);
}
