//===- Wait.cpp - where threads wait ----------------------------*- C++ -*-===//
//
// Owns: finding out whether a call that could block did, for how long, and the
// figures of WaitRecord.
//
// A call that does not block must cost next to nothing, and one in a million that
// does must not be missed. Reading a clock before each call costs 20 ns and more,
// and timing some of the calls misses waits. But the kernel tells for free: each
// thread shares a word with it, rseq_cs of its restartable sequences (man 2 rseq,
// registered by the C library since glibc 2.35), which the kernel sets to 0 when
// it takes the processor from the thread outside of the sequence that the word
// names. We let it name a sequence without instructions, the mark:
//
//   before the call   mark gone: the thread was off the processor in between, for
//                     whatever reason: read the clocks, set the mark
//   after the call    mark gone: the thread was off the processor in the call:
//                     read the clocks, set the mark; wall time less CPU time since
//                     the last reading is how long
//
// Instrumented code itself looks at the mark, two loads and a branch. Who uses
// restartable sequences himself sets the word before each use: we do not disturb
// him, and as his word is not 0 either, he does not disturb us.
//
// It costs 0.7 ns per call, and 0.6 us per call that blocked (an AMD EPYC virtual
// machine).
//
// Losing the processor to others is no waiting: only if the thread gave it up by
// itself (ru_nvcsw) time is charged. What it then waited for a processor on a busy
// machine is included.
//
// Where the kernel does not clear the word on this way (Linux 6.19 and later look
// at it on interrupts only) or has no such thing (gVisor, valgrind, old C
// libraries), calls are timed with clocks, at places that hardly ever wait only
// some of them: 3 ns per call.
//
//===----------------------------------------------------------------------===//

#include "Wait.h"

#include "Copies.h"
#include "Counting.h"
#include "Runtime.h"
#include "Thread.h"

#include <stddef.h>
#include <sys/resource.h>

using namespace hone;
using namespace hone::rt;

// By the C library since 2.35. Weak: earlier ones have no such thing.
extern "C" {
__attribute__((weak, visibility("default"))) extern const ptrdiff_t
    __rseq_offset;
__attribute__((weak, visibility("default"))) extern const unsigned int
    __rseq_size;
}

/// Where threads look whose marks are not known, and those that are to look at
/// nothing.
static const volatile uint64_t LookCloser = 0, GoOn = 1;

__thread const volatile uint64_t *__hone_wait_before = &LookCloser,
                                 *__hone_wait_after = &LookCloser;

namespace {

enum class Method : U32 { Unknown, Marks, Clocks };
Method How = Method::Unknown;

/// Clocks are not read more often than this: the little that the thread was off
/// the processor in between is charged at the next reading. Bounds the cost to
/// 1 % where a thread blocks all the time.
constexpr U64 MinGapNs = 100'000;

//===-- Marks -------------------------------------------------------------===//

/// The kernel's struct rseq, of which the C library's header need not know.
struct KernelArea {
  U32 CpuStart;
  int32_t Cpu; ///< negative: not registered
  U64 Sequence;
};

struct alignas(32) KernelSequence {
  U32 Version, Flags;
  const void *Start;
  U64 Size;
  const void *Abort;
};

#if defined(__aarch64__)
constexpr U32 Signature = 0xd428bc00;
#else
constexpr U32 Signature = 0x53053053;
#endif
/// The kernel wants the signature in front of the place to go to. Nobody ever
/// goes there: the sequence is empty.
const U32 AbortPlace[2] = {Signature, 0};
const KernelSequence Mark = {0, 0, &AbortPlace[1], 0, &AbortPlace[1]};

KernelArea *kernelArea() {
  if (!&__rseq_offset || !&__rseq_size || !__rseq_size)
    return nullptr;
  char *Thread;
#if defined(__x86_64__)
  asm("mov %%fs:0, %0" : "=r"(Thread));
#elif defined(__aarch64__)
  asm("mrs %0, tpidr_el0" : "=r"(Thread));
#else
  return nullptr;
#endif
  return reinterpret_cast<KernelArea *>(Thread + __rseq_offset);
}

U64 *markWord() { return &kernelArea()->Sequence; }

void setMark(U64 *Word) {
  __atomic_store_n(Word, reinterpret_cast<U64>(&Mark), __ATOMIC_RELAXED);
}

/// Whether the mark goes when the thread is off the processor: tried, by an
/// instant's sleep.
bool marksWork() {
  KernelArea *Area = kernelArea();
  if (!Area || Area->Cpu < 0)
    return false;
  for (int I = 0; I != 3; ++I) {
    setMark(&Area->Sequence);
    timespec Instant = {0, 1000};
    syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, &Instant, nullptr);
    if (!loadRelaxed(Area->Sequence))
      return true;
  }
  __atomic_store_n(&Area->Sequence, 0, __ATOMIC_RELAXED);
  return false;
}

Method method() {
  Method M = loadRelaxed(How);
  if (HONE_UNLIKELY(M == Method::Unknown)) {
    M = marksWork() ? Method::Marks : Method::Clocks;
    storeRelaxed(How, M);
  }
  return M;
}

//===-- Readings ----------------------------------------------------------===//

/// Reads the clocks and returns how long the thread has been off the processor,
/// having given it up by itself, since they were read last.
U64 readClocks(WaitClock &Last, U64 WallNs) {
  U64 Serial = ++Last.Serial;
  signalFence();
  rusage Usage;
  U64 Switches = getrusage(RUSAGE_THREAD, &Usage) == 0 ? U64(Usage.ru_nvcsw) : 0;
  U64 CpuNs = clockNs(CLOCK_THREAD_CPUTIME_ID);
  signalFence();
  if (Last.Serial != Serial) // a signal handler waited, and was charged
    return 0;
  U64 Off = 0;
  if (Last.WallNs && Last.CpuNs <= CpuNs && Switches != Last.Switches) {
    U64 Wall = WallNs - Last.WallNs, Cpu = CpuNs - Last.CpuNs;
    Off = Wall > Cpu ? Wall - Cpu : 0;
  }
  Last.WallNs = WallNs;
  Last.CpuNs = CpuNs;
  Last.Switches = Switches;
  return Off;
}

void charge(WaitRecord *Wait, U64 Ns, U64 Now) {
  if (!Ns || isStopped())
    return;
  U64 Counted = Now - loadRelaxed(CountingSinceNs);
  Ns = Ns < Counted ? Ns : Counted;
  addRelaxed(Wait->Waits, 1);
  addRelaxed(Wait->WaitNs, Ns);
  U64 Max = loadRelaxed(Wait->MaxNs);
  while (Ns > Max &&
         !__atomic_compare_exchange_n(&Wait->MaxNs, &Max, Ns, false,
                                      __ATOMIC_RELAXED, __ATOMIC_RELAXED))
    ;
}

/// The mark is gone. Returns how long the thread was off the processor.
U64 markAgain(WaitClock &Last, U64 *Word, U64 Now) {
  setMark(Word);
  return Now - Last.WallNs < MinGapNs ? 0 : readClocks(Last, Now);
}

//===-- Clocks ------------------------------------------------------------===//
//
// Gate counts short calls in a row. After AlwaysTimed of them one in 2, 4, ... 2 to
// the power of MaxDoublings is timed; a long one opens the gate again. The calls
// that are passed over are counted by thread: threads do not wait for each other
// to write to the record.

constexpr U64 ShortNs = 20'000;
constexpr U32 AlwaysTimed = 64, MaxDoublings = 7;
/// The credit of which a call at one in N consumes One / N.
constexpr I64 One = 1 << 16;

bool isPassedOver(ThreadState &T, const WaitRecord *Wait) {
  U32 Short = loadRelaxed(Wait->Gate);
  if (Short < AlwaysTimed)
    return false;
  T.Waits.Credit -= One >> (Short - AlwaysTimed);
  if (HONE_LIKELY(T.Waits.Credit > 0))
    return true;
  T.Waits.Credit += One;
  return false;
}

void endTimed(ThreadState &T, WaitRecord *Wait, U64 Start) {
  U64 Now = clockNs(CLOCK_MONOTONIC);
  U64 Duration = Now - Start;
  if (Duration < ShortNs) {
    U32 Short = loadRelaxed(Wait->Gate);
    if (Short < AlwaysTimed + MaxDoublings)
      storeRelaxed(Wait->Gate, Short + 1);
    return;
  }
  storeRelaxed(Wait->Gate, U32(0));
  U64 Off = readClocks(T.Waits, Now);
  charge(Wait, Off < Duration ? Off : Duration, Now);
}

} // namespace

const char *rt::waitMethod() {
  switch (loadRelaxed(How)) {
  case Method::Marks:
    return "marks";
  case Method::Clocks:
    return "clocks";
  default:
    return "none";
  }
}

void rt::restartWaitsInChild(ThreadState &T) {
  if (T.Waits.WallNs) {
    T.Waits.WallNs = 0;
    readClocks(T.Waits, clockNs(CLOCK_MONOTONIC));
  }
}

void rt::clearWait(WaitRecord &Wait) {
  Wait.Waits = Wait.WaitNs = Wait.MaxNs = 0;
}

HONE_INTERFACE uint64_t __hone_wait_begin(WaitRecord *Wait) {
  ThreadState *T = __hone_thread;
  if (HONE_UNLIKELY(!T) && !(T = obtainThread()))
    return Elected ? Elected->WaitBegin(Wait) : 0;
  if (loadRelaxed(How) == Method::Clocks && isPassedOver(*T, Wait))
    return 0;
  int OldErrno = errno;
  U64 Start = 0;
  if (HONE_LIKELY(method() == Method::Marks)) {
    U64 *Word = markWord();
    __hone_wait_before = __hone_wait_after = Word;
    if (!loadRelaxed(*Word)) // else another copy's call
      markAgain(T->Waits, Word, clockNs(CLOCK_MONOTONIC));
  } else {
    if (HONE_UNLIKELY(!T->Waits.WallNs))
      readClocks(T->Waits, clockNs(CLOCK_MONOTONIC));
    __hone_wait_after = &GoOn;
    Start = clockNs(CLOCK_MONOTONIC);
  }
  errno = OldErrno;
  return Start;
}

HONE_INTERFACE void __hone_wait_end(WaitRecord *Wait, uint64_t Start) {
  ThreadState *T = __hone_thread;
  if (HONE_UNLIKELY(!T)) {
    if (Elected)
      Elected->WaitEnd(Wait, Start);
    return;
  }
  int OldErrno = errno;
  if (HONE_LIKELY(loadRelaxed(How) == Method::Marks)) {
    U64 *Word = markWord();
    if (!loadRelaxed(*Word)) {
      U64 Now = clockNs(CLOCK_MONOTONIC);
      charge(Wait, markAgain(T->Waits, Word, Now), Now);
    }
  } else if (Start) {
    endTimed(*T, Wait, Start);
  }
  errno = OldErrno;
}
