//===- Thread.cpp - what the runtime knows of one thread --------*- C++ -*-===//
//
// Owns: see Thread.h. A thread's state is handed on to a later thread when its
// owner ends, so that a program that starts threads all day needs no more
// memory than its most parallel moment.
//
//===----------------------------------------------------------------------===//

#include "Thread.h"

#include "Books.h"
#include "CounterBlocks.h"
#include "Growth.h"
#include "Histogram.h"
#include "Memo.h"
#include "Module.h"
#include "Report.h"
#include "Runtime.h"
#include "Sampler.h"
#include "ThreadList.h"

#include <pthread.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/resource.h>

namespace hone::rt {

namespace {

pthread_key_t EndKey;
ThreadState *AllThreads;
U64 Seen;
bool OutOfMemory;

/// The C library puts a thread's own data at the high end of its stack. The size
/// is that of the main thread's and, by default, of all others: activations
/// deeper down than that are not timed.
void findStack(ThreadState &T) {
  constexpr U64 Largest = U64(1) << 32;
  rlimit Limit;
  U64 Size = getrlimit(RLIMIT_STACK, &Limit) == 0 && Limit.rlim_cur < Largest
                 ? Limit.rlim_cur
                 : Largest;
  bool IsMain = syscall(SYS_gettid) == getpid();
  T.StackHigh = IsMain ? getauxval(AT_RANDOM)
                       : reinterpret_cast<U64>(__builtin_thread_pointer());
  constexpr U64 Slack = 1 << 20; // the main stack begins above what we know of
  T.StackLow = T.StackHigh - Size - Slack;
}

void prepareState(ThreadState *T) {
  ++Seen;
  T->Stack[0].Sp = ~U64(0); // it never dies, and is nobody's
  T->Stack[0].Slot = reinterpret_cast<U64 *>(1); // no slot is odd
  T->Top = &T->Stack[0];
  findStack(*T);
  startBudget(T->Hooks);
  T->NextMemo = Seen << 48;
  T->Random = (ticks() ^ Seen * 0x9e3779b97f4a7c15ULL) | 1;
  T->Waits = {};
  startOperations(T->Operations);
  T->Number = addThread();
  T->Tid = U32(syscall(SYS_gettid));
  T->Timer = -1;
  T->DueSamples = T->SkipSamples = 0;
  T->EndRounds = 0;
  T->Cursor = &__hone_site;
  storeRelease(T->Live, U32(1));
}

ThreadState *newState() {
  for (ThreadState *T = AllThreads; T; T = T->Next)
    if (!T->Live)
      return T;
  auto *T = static_cast<ThreadState *>(mapBytes(sizeof(ThreadState)));
  if (!T)
    return nullptr;
  // Huge pages would make 2 MB resident for each place that is touched.
  madvise(T, sizeof(ThreadState), MADV_NOHUGEPAGE);
  T->Next = AllThreads;
  AllThreads = T;
  return T;
}

/// Runs at the thread's end. The first time it only asks to be called again, so
/// that instrumented destructors of the program's thread-specific data are
/// seen.
void endThread(void *State) {
  auto *T = static_cast<ThreadState *>(State);
  if (++T->EndRounds < 2 && pthread_setspecific(EndKey, T) == 0)
    return;
  stopSampling(*T);
  U64 Now = ticks();
  Guard TheGuard;
  if (__hone_thread == T) {
    __hone_thread = nullptr;
    __hone_counting = 0;
    leaveBlocks();
  }
  if (phase() != Phase::Running)
    return;
  closeAbove(*T, &T->Stack[0], Now);
  dropMemoCalls(*T);
  endOperations(T->Operations);
  foldEdges(T->Edges);
  T->Edges.clear();
  noteThreadEnd(T->Number);
  storeRelease(T->Live, U32(0));
}

} // namespace

ThreadState *firstThread() { return AllThreads; }
U64 threadsSeen() { return Seen; }
void detachThread() { __hone_thread = nullptr; }

bool startThreads() { return pthread_key_create(&EndKey, endThread) == 0; }

/// Gives the calling thread a state. Null when memory is gone.
static ThreadState *startThread() {
  Guard TheGuard;
  ThreadState *T = newState();
  if (!T) {
    OutOfMemory = true;
    complain({"no memory to time another thread: from here on new threads are "
              "counted only; raise the limit that 'ulimit -v' shows"});
    return nullptr;
  }
  prepareState(T);
  pthread_setspecific(EndKey, T);
  __hone_thread = T;
  if (firstModule())
    takeBlocks(*T);
  return T;
}

HONE_NOINLINE ThreadState *obtainThread() {
  if (__hone_thread)
    return __hone_thread;
  if (phase() != Phase::Running || OutOfMemory) {
    leaveBlocks(); // not those of the thread that made this one
    return nullptr;
  }
  ThreadState *T = startThread();
  int OldErrno = errno;
  if (T)
    startSampling(*T);
  errno = OldErrno;
  return T;
}

void restartThreadsInChild() {
  ThreadState *Own = __hone_thread;
  restartBlocksInChild(Own);
  for (ThreadState *T = AllThreads, *Next; T; T = Next) {
    Next = T->Next;
    if (T != Own)
      unmapBytes(T, sizeof(ThreadState));
  }
  AllThreads = Own;
  Seen = Own ? 1 : 0;
  restartBooksInChild();
  U32 Number = restartThreadList(Own != nullptr);
  restartOperationsInChild(Own);
  clearGrowth();
  if (!Own)
    return;
  Own->Number = Number;
  Own->Tid = U32(syscall(SYS_gettid));
  Own->DueSamples = Own->SkipSamples = 0;
  Own->Next = nullptr;
  Own->Edges.forEach([](Edge &E) { E.clearFigures(); });
  U64 Now = ticks();
  for (Frame *F = &Own->Stack[1]; F <= Own->Top; ++F) {
    F->Start = Now;
    F->Children = F->ChildrenCost = F->OwnCost = 0;
  }
  clearDurations();
  Own->Timer = -1;
  restartWaitsInChild(*Own);
}

} // namespace hone::rt
