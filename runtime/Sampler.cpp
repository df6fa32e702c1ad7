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

#include "Sampler.h"

#include "CounterBlocks.h"
#include "Module.h"
#include "Options.h"
#include "Report.h"
#include "Throttle.h"

#include <pthread.h>
#include <signal.h>
#include <ucontext.h>

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

namespace hone::rt {

namespace {

constexpr int SampleSignal = SIGURG;
constexpr U64 DefaultHz = 250;
constexpr U64 MaxHz = 10000;
/// Distinct places; a program that is hot in more has no hot line to show.
constexpr U64 TableSlots = 1u << 16;
constexpr U64 MaxProbes = 64;

/// Where the program counter is, and the name (Module.h) of the call site under
/// way: both, since a module also holds code without counters (what it took
/// from library headers), whose time is that of the call that led there.
struct Place {
  U64 Code; ///< module index plus 1 above the address in its ELF file; 0: none
  U64 Site; ///< 0: unknown
};
constexpr U32 ModuleShift = 48;
constexpr U64 AddressMask = (U64(1) << ModuleShift) - 1;

/// The key is a hash of the place, 0 in an unused slot. It is set first; code
/// and site, which whoever finds the slot with its key would set to the same,
/// after.
struct Slot {
  U64 Key;
  Place Where;
  U64 Count;
};

/// The table in groups of one page each, and which of them are used: looking
/// through all of it costs a short program more than the rest of the runtime.
constexpr U64 GroupSlots = 4096 / sizeof(Slot);
bool GroupUsed[TableSlots / GroupSlots];

Slot *Table;
U64 Lost, Own, PeriodNs;
/// See Counting.h; Kept: by slot, null: all 0.
U64 *Kept, KeptLost, KeptOwn;

/// Calls Visit with the index of each slot in a used group.
template <class Visitor> void forSlots(Visitor Visit) {
  for (U64 I = 0; Table && I != TableSlots; ++I) {
    if (I % GroupSlots == 0 && !loadRelaxed(GroupUsed[I / GroupSlots]))
      I += GroupSlots - 1;
    else
      Visit(I);
  }
}

/// Where the linker puts the runtime's code, see CMakeLists.txt.
extern "C" const char __start_hone_text[], __stop_hone_text[];

bool isOwnCode(U64 Address) {
  return Address - reinterpret_cast<U64>(__start_hone_text) <
         U64(__stop_hone_text - __start_hone_text);
}

void count(const Place &Where, U64 Weight) {
  U64 Key = (Where.Code ^ Where.Site * 0xd6e8feb86659fd93ULL) *
                0x9e3779b97f4a7c15ULL |
            1;
  for (U64 I = 0; I != MaxProbes; ++I) {
    U64 Index = ((Key >> 32) + I) & (TableSlots - 1);
    Slot &S = Table[Index];
    U64 Old = loadRelaxed(S.Key);
    if (Old == 0)
      storeRelaxed(GroupUsed[Index / GroupSlots], true);
    if (Old == 0 &&
        __atomic_compare_exchange_n(&S.Key, &Old, Key, false, __ATOMIC_RELAXED,
                                    __ATOMIC_RELAXED)) {
      storeRelaxed(S.Where.Code, Where.Code);
      storeRelaxed(S.Where.Site, Where.Site);
      Old = Key;
    }
    if (Old == Key) {
      addRelaxed(S.Count, Weight);
      return;
    }
  }
  addRelaxed(Lost, Weight);
}

U64 programCounter(const void *Context) {
  const auto &Machine = static_cast<const ucontext_t *>(Context)->uc_mcontext;
#if defined(__x86_64__)
  return U64(Machine.gregs[REG_RIP]);
#elif defined(__aarch64__)
  return Machine.pc;
#else
  return (void)Machine, 0;
#endif
}

/// The call site under way, if the cursor belongs to the innermost function.
U64 siteUnderWay() {
  const SiteRecord *Site = __hone_site;
  const ThreadState *T = __hone_thread;
  U64 Name = Site ? siteName(Site) : 0;
  return Name && T && Site->Frame == T->Top->NameHash ? Name : 0;
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

void takeSample(int, siginfo_t *Info, void *Context) {
  if (Info->si_code != SI_TIMER || Info->si_value.sival_ptr != timerMark())
    return; // somebody else's SIGURG, which nobody handles
  int OldErrno = errno;
  ThreadState *T = __hone_thread;
  U64 Weight = T && T->Timer >= 0 ? rearm(*T) : 1;
  if (T && HONE_UNLIKELY(T->InMemory))
    moveToLiveFile(*T);
  openSomeGates();
  U64 Address = programCounter(Context);
  if (isStopped()) {
    // The timer goes on, for threads cannot start each other's.
  } else if (isOwnCode(Address)) {
    addRelaxed(Own, Weight);
  } else {
    const Module *M = moduleOfCode(Address);
    Place Where = {0, siteUnderWay()};
    if (M)
      Where.Code = U64(M->Index + 1) << ModuleShift |
                   ((Address - M->Bias) & AddressMask);
    count(Where, Weight);
  }
  errno = OldErrno;
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

U64 samplesLost() { return loadRelaxed(Lost); }
U64 ownSamples() { return loadRelaxed(Own); }

void startSampler() {
  U64 Hz = wantedHz();
  struct sigaction Current;
  if (!Hz || sigaction(SampleSignal, nullptr, &Current) != 0 ||
      (Current.sa_flags & SA_SIGINFO) || Current.sa_handler != SIG_DFL)
    return;
  Table = mapArray<Slot>(TableSlots);
  if (!Table)
    return;
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
  if (Table)
    clearBytes(Table, TableSlots * sizeof(Slot));
  Lost = Own = 0;
  clearKeptSamples();
}

void keepSamples(Keep How) {
  if (!Table)
    return;
  if (!Kept && !(Kept = mapArray<U64>(TableSlots)))
    return;
  forSlots([&](U64 I) { keep(Kept[I], loadRelaxed(Table[I].Count), How); });
  keep(KeptLost, loadRelaxed(Lost), How);
  keep(KeptOwn, loadRelaxed(Own), How);
}

void clearKeptSamples() {
  if (Kept)
    clearBytes(Kept, TableSlots * sizeof(U64));
  KeptLost = KeptOwn = 0;
}

void appendSamples(Buffer &Out, const U64 *SiteBase) {
  forSlots([&](U64 I) {
    U64 Code = loadRelaxed(Table[I].Where.Code);
    SampleRecord Record = {};
    Record.Count = counted(loadRelaxed(Table[I].Count), Kept ? Kept[I] : 0);
    if (!loadRelaxed(Table[I].Key) || !Record.Count)
      return;
    Record.Module = U32(Code >> ModuleShift);
    Record.Address = Code & AddressMask;
    if (U64 Site = loadRelaxed(Table[I].Where.Site))
      Record.Site = siteNumber(Site, SiteBase);
    Out.append(&Record, sizeof(Record));
  });
}

} // namespace hone::rt
