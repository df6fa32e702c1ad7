//===- Sampler.cpp - where the time of each thread goes ---------*- C++ -*-===//
//
// Owns: see Sampler.h.
//
// The signal is SIGURG: its default action is to ignore it, so a program that
// resets all handlers (as daemons do) is not killed by the next tick, debuggers
// pass it on silently, and programs must expect it at any time anyway. SIGPROF
// and the real-time signals end the process by default.
//
// Each expiry arms the timer for the next one. A program that installs a
// handler of its own later on, as it may, gets one signal of ours per thread
// and no more.
//
// Since Linux 5.9 (x86) expired CPU timers are handled on the way back to user
// mode, so a tick does not make a system call fail with EINTR; on older kernels
// SA_RESTART covers those that can be restarted.
//
//===----------------------------------------------------------------------===//

// Stacks are walked by the C library's backtrace, which uses the tables that
// the compilers write for exceptions. It may be called in a handler: it takes
// no lock and no memory since glibc 2.35, whose _dl_find_object it uses then,
// and libgcc is loaded already. With an older C library there are no stacks but
// the program counter alone. 90 ns per frame on an AMD EPYC virtual machine.
//
//===----------------------------------------------------------------------===//

#include "Sampler.h"

#include "CounterBlocks.h"
#include "HeapPatch.h"
#include "KernelMode.h"
#include "Module.h"
#include "Options.h"
#include "Report.h"
#include "StackTable.h"
#include "Throttle.h"

#include <execinfo.h>
#include <gnu/libc-version.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <ucontext.h>

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

// Null where nothing throws. NOLINTNEXTLINE(readability-identifier-naming)
extern "C" __attribute__((weak)) int _Unwind_RaiseException(void *);

namespace hone::rt {

namespace {

constexpr int SampleSignal = SIGURG;
constexpr U64 DefaultHz = 250;
constexpr U64 MaxHz = 10000;

/// The most that walking stacks may take of the time between two samples. Where
/// it takes more, only each k-th sample is looked into, for all k.
constexpr U64 UnwindShare = 100; // 1/100
/// A thread that loses its processor in the handler is no deep stack.
constexpr U64 MaxSkipped = 15;

U64 Lost, Own, Signals, PeriodNs;
bool CanUnwind;

/// Code of unwinders, whose own frames cannot be walked at any instruction: on
/// their way to a handler they replace the stack under their feet.
constexpr U32 MaxUnwinders = 4;
AddressRange Unwinders[MaxUnwinders];
U32 NumUnwinders;

bool isUnwinder(U64 Address) {
  for (U32 I = 0; I != NumUnwinders; ++I)
    if (Unwinders[I].contains(Address))
      return true;
  return false;
}
/// See Counting.h.
U64 KeptLost, KeptOwn, KeptSignals;

/// Where the linker puts the runtime's code, see CMakeLists.txt.
extern "C" const char __start_hone_text[], __stop_hone_text[];

bool isOwnCode(U64 Address) {
  return Address - reinterpret_cast<U64>(__start_hone_text) <
         U64(__stop_hone_text - __start_hone_text);
}

/// Where the thread was interrupted.
struct Interrupted {
  U64 Address, Sp;
};

Interrupted interrupted(const void *Context) {
  const auto &Machine = static_cast<const ucontext_t *>(Context)->uc_mcontext;
#if defined(__x86_64__)
  return {U64(Machine.gregs[REG_RIP]), U64(Machine.gregs[REG_RSP])};
#elif defined(__aarch64__)
  return {Machine.pc, Machine.sp};
#else
  return (void)Machine, Interrupted{0, 0};
#endif
}

/// The innermost timed function that is still open: those left by exceptions or
/// jumps stay on the shadow stack until the next hook.
U32 innermostFunction(const ThreadState &T, U64 Sp) {
  const Frame *F = T.Top;
  if (Sp >= T.StackLow && Sp < T.StackHigh)
    while (F->Sp < Sp)
      --F;
  return F->Function;
}

/// What our timers' signals carry.
void *timerMark() { return &PeriodNs; }

void arm(const ThreadState &T) {
  itimerspec At = {};
  At.it_value.tv_sec = time_t(T.NextSample / 1000000000);
  At.it_value.tv_nsec = long(T.NextSample % 1000000000);
  syscall(SYS_timer_settime, T.Timer, TIMER_ABSTIME, &At, nullptr);
}

/// Arms the thread's timer again. Returns how many periods have passed: where
/// the kernel's tick is coarser, one signal stands for several.
U64 rearm(ThreadState &T) {
  U64 Now = clockNs(CLOCK_THREAD_CPUTIME_ID);
  U64 Periods = 1;
  if (Now > T.NextSample)
    Periods += (Now - T.NextSample) / PeriodNs;
  T.NextSample += Periods * PeriodNs;
  arm(T);
  return Periods;
}

/// Walks the stack from the interrupted Address outwards, into T.Unwound.
/// Returns what is there of it: the first frame is Address, whatever happens.
U64 *unwind(ThreadState &T, U64 Address, U32 &Count) {
  U64 *Frames = T.Unwound;
  if (CanUnwind && !isUnwinder(Address)) {
    int Found = backtrace(reinterpret_cast<void **>(Frames),
                          int(MaxFrames + HandlerFrames));
    for (U32 Skip = 0; Skip != HandlerFrames && int(Skip) < Found; ++Skip)
      if (Frames[Skip] == Address) {
        Count = U32(Found) - Skip;
        Count = Count < MaxFrames ? Count : MaxFrames;
        return Frames + Skip;
      }
  }
  Frames[0] = Address;
  Count = 1;
  return Frames;
}

/// A frame word, see StackTable.h.
U64 frameWord(U64 Address, const Module *&Last) {
  const Module *M =
      Last && loadAcquire(Last->Live) && Last->Code.contains(Address)
          ? Last
          : moduleOfCode(Address);
  if (!M)
    return Address & AddressMask;
  Last = M;
  return U64(M->Index + 1) << ModuleShift | ((Address - M->Bias) & AddressMask);
}

void countStack(ThreadState &T, const Interrupted &At, U64 Weight) {
  U32 Count;
  U64 *Frames = unwind(T, At.Address, Count);
  const Module *Last = nullptr;
  U32 Kept = 0;
  U64 Inner = 0; // the address in the frame before
  for (U32 I = 0; I != Count; ++I) {
    U64 Address = Frames[I];
    bool IsOwn = isOwnCode(Address);
    // What hone's code called; but what a hook in place of malloc called is the
    // program's malloc.
    if (IsOwn && (!isAllocatorCode(Inner) || I + 1 == Count ||
                  isOwnCode(Frames[I + 1])))
      return addRelaxed(Own, Weight);
    Inner = IsOwn ? 0 : Address;
    if (!IsOwn)
      Frames[Kept++] = frameWord(Address, Last);
  }
  if (!addStack(T.Number, innermostFunction(T, At.Sp), Frames, Kept,
                modeAt(At.Address), Weight))
    addRelaxed(Lost, Weight);
}

void look(ThreadState &T, U64 Periods, const Interrupted &At) {
  T.DueSamples += Periods;
  if (T.SkipSamples) {
    --T.SkipSamples;
    return;
  }
  // Those skipped before, not after: for what the thread does next, the time
  // that its stack took just now says nothing.
  U64 Weight = T.DueSamples;
  addRelaxed(Signals, 1);
  T.DueSamples = 0;
  if (isOwnCode(At.Address))
    return addRelaxed(Own, Weight);
  U64 Start = clockNs(CLOCK_MONOTONIC);
  countStack(T, At, Weight);
  U64 Skip = (clockNs(CLOCK_MONOTONIC) - Start) * UnwindShare / PeriodNs;
  T.SkipSamples = Skip < MaxSkipped ? Skip : MaxSkipped;
}

void takeSample(int, siginfo_t *Info, void *Context) {
  if (Info->si_code != SI_TIMER || Info->si_value.sival_ptr != timerMark())
    return; // somebody else's SIGURG, which nobody handles
  ThreadState *T = __hone_thread;
  if (!T || T->Timer < 0)
    return;
  int OldErrno = errno;
  U64 Periods = rearm(*T);
  if (HONE_UNLIKELY(T->InMemory))
    moveToLiveFile(*T);
  openSomeGates();
  // While stopped the timer goes on, for threads cannot start each other's.
  if (!isStopped())
    look(*T, Periods, interrupted(Context));
  errno = OldErrno;
}

/// Whether backtrace may be called in a signal handler.
bool isUnwinderSafe() {
  const char *Version = gnu_get_libc_version();
  char *End;
  unsigned long Major = strtoul(Version, &End, 10);
  unsigned long Minor = *End == '.' ? strtoul(End + 1, nullptr, 10) : 0;
  return Major > 2 || (Major == 2 && Minor >= 35);
}

void addUnwinder(AddressRange Code) {
  if (NumUnwinders != MaxUnwinders)
    Unwinders[NumUnwinders++] = Code;
}

void findUnwinders() {
  NumUnwinders = 0;
  anyObject([](const Object &O) {
    if (strstr(O.dlpi_name, "/libgcc_s.so") ||
        strstr(O.dlpi_name, "/libunwind.so"))
      for (int I = 0; I != O.dlpi_phnum; ++I)
        if (O.dlpi_phdr[I].p_type == PT_LOAD && (O.dlpi_phdr[I].p_flags & PF_X))
          addUnwinder(rangeOf(O, O.dlpi_phdr[I]));
    return false;
  });
  // Linked in (-static-libgcc): where it ends cannot be told.
  constexpr U64 AtMost = 32 << 10;
  U64 Linked = reinterpret_cast<U64>(&_Unwind_RaiseException);
  if (Linked && !isUnwinder(Linked))
    addUnwinder({Linked - AtMost, Linked + AtMost});
}

/// Loads what backtrace needs, now that memory may be taken.
void prepareUnwinding() {
  void *Here[2];
  CanUnwind = isUnwinderSafe() && backtrace(Here, 2) > 0;
  findUnwinders();
}

U64 wantedHz() {
  const char *Text = valueOf(Option::SampleHz);
  if (!Text)
    return DefaultHz;
  U64 Hz = 0;
  const char *P = Text;
  for (; *P >= '0' && *P <= '9' && Hz <= MaxHz; ++P)
    Hz = Hz * 10 + U64(*P - '0');
  if (*P || Hz > MaxHz) {
    complain({nameOf(Option::SampleHz), "='", Text,
              "' is not a number from 0 to 10000; line times are not sampled"});
    return 0;
  }
  return Hz;
}

} // namespace

bool prepareStackWalks() {
  if (!CanUnwind)
    prepareUnwinding();
  return CanUnwind;
}

const U64 *walkStack(U64 *Frames, U32 &Count) {
  int Found = backtrace(reinterpret_cast<void **>(Frames),
                        int(MaxFrames + HandlerFrames));
  const U64 *End = Frames + (Found > 0 ? Found : 0);
  U64 *First = Frames;
  while (First != End && isOwnCode(*First))
    ++First;
  Count = U32(End - First);
  Count = Count < MaxFrames ? Count : MaxFrames;
  const Module *Last = nullptr;
  for (U32 I = 0; I != Count; ++I)
    First[I] = frameWord(First[I], Last);
  return First;
}

U64 samplePeriodNs() { return PeriodNs; }

const char *samplingState() {
  struct sigaction Current;
  if (!PeriodNs)
    return "off";
  return sigaction(SampleSignal, nullptr, &Current) == 0 &&
                 (Current.sa_flags & SA_SIGINFO) &&
                 Current.sa_sigaction == takeSample
             ? "on"
             : "stopped";
}

U64 samplesLost() { return counted(loadRelaxed(Lost), KeptLost); }
U64 ownSamples() { return counted(loadRelaxed(Own), KeptOwn); }
U64 sampleSignals() { return counted(loadRelaxed(Signals), KeptSignals); }

void startSampler() {
  U64 Hz = wantedHz();
  struct sigaction Current;
  if (!Hz || sigaction(SampleSignal, nullptr, &Current) != 0 ||
      (Current.sa_flags & SA_SIGINFO) || Current.sa_handler != SIG_DFL)
    return;
  if (!startStackTable())
    return;
  prepareUnwinding();
  prepareKernelMode();
  struct sigaction Ours = {};
  Ours.sa_sigaction = takeSample;
  Ours.sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK;
  sigemptyset(&Ours.sa_mask);
  if (sigaction(SampleSignal, &Ours, nullptr) == 0)
    PeriodNs = 1000000000 / Hz;
}

/// A thread that blocks our signal may be one that waits for all signals with
/// sigwait: it must not be given any of ours.
static bool blocked() {
  sigset_t Mask;
  return pthread_sigmask(SIG_BLOCK, nullptr, &Mask) != 0 ||
         sigismember(&Mask, SampleSignal);
}

// The kernel's own calls: the C library's timer_create may use malloc.
void startSampling(ThreadState &T) {
  if (!PeriodNs || blocked())
    return;
  struct sigevent Event = {};
  Event.sigev_notify = SIGEV_THREAD_ID;
  Event.sigev_signo = SampleSignal;
  Event.sigev_value.sival_ptr = timerMark();
  Event.sigev_notify_thread_id = pid_t(syscall(SYS_gettid));
  int Timer = -1;
  if (syscall(SYS_timer_create, CLOCK_THREAD_CPUTIME_ID, &Event, &Timer) != 0)
    return;
  T.Timer = Timer;
  T.NextSample = clockNs(CLOCK_THREAD_CPUTIME_ID) + PeriodNs;
  arm(T);
}

void stopSampling(ThreadState &T) {
  if (T.Timer >= 0)
    syscall(SYS_timer_delete, T.Timer);
  T.Timer = -1;
}

void clearSamples() {
  clearStacks();
  Lost = Own = Signals = 0;
  clearKeptSamples();
}

void keepSamples(Keep How) {
  keepStacks(How);
  keep(KeptLost, loadRelaxed(Lost), How);
  keep(KeptOwn, loadRelaxed(Own), How);
  keep(KeptSignals, loadRelaxed(Signals), How);
}

void clearKeptSamples() {
  clearKeptStacks();
  KeptLost = KeptOwn = KeptSignals = 0;
}

} // namespace hone::rt
