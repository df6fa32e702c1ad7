//===- Hooks.cpp - entry and exit of timed functions ------------*- C++ -*-===//
//
// Owns: the shadow stack's fast paths. Nothing here calls anything but the
// edge table's insert, so that the hooks may be used from signal handlers.
//
// A pair of hooks costs little more than what its two clock readings cost, 19.5
// ns on an AMD EPYC virtual machine, be it in a loop over one callee, over four,
// or in a recursive fib: the processor does the books while it waits for the
// clock. What is called too often for that is throttled (Throttle.h).
//
//===----------------------------------------------------------------------===//

#include "CacheTrial.h"
#include "Calibrate.h"
#include "Copies.h"
#include "Counting.h"
#include "Histogram.h"
#include "KeepRegisters.h"
#include "Runtime.h"
#include "Thread.h"

using namespace hone;
using namespace hone::rt;

__thread const SiteRecord *__hone_site;
__thread ThreadState *__hone_thread;

namespace {

/// Longest run of tail calls that is kept: `for (;;) tail-call` needs no memory
/// beyond it.
constexpr U32 MaxPending = 1024;

void closeFrame(ThreadState *T, Frame *F, U64 Now) {
  if (Edge *E = F->Via) {
    // The counters of two processors may differ by a little.
    U64 Duration = Now > F->Start ? Now - F->Start : 0;
    U64 Self = Duration > F->Children ? Duration - F->Children : 0;
    U64 SelfCost = F->OwnCost + HookInner;
    SelfCost = SelfCost < Self ? SelfCost : Self;
    U64 Cost = F->ChildrenCost + SelfCost;
    E->Self += Self;
    E->SelfCost += SelfCost;
    if (--T->Functions[F->Function].Active == 0) {
      E->FunctionTotal += Duration;
      E->FunctionTotalCost += Cost;
    }
    if (--E->Active == 0) {
      E->Total += Duration;
      E->TotalCost += Cost;
    }
    if (HONE_LIKELY(F->Start >= loadRelaxed(CountingSince))) {
      U64 Net = Duration - (Cost < Duration ? Cost : Duration);
      E->noteDuration(Net);
      noteDuration(F->Function, Net);
    }
    F[-1].Children += Duration;
    F[-1].ChildrenCost += Cost;
    F[-1].OwnCost += HookOuter;
    F->Via = nullptr;
  }
  // What is opened here next is neither, from its first moment on.
  F->Pending = F->IsRegion = 0;
  signalFence();
  T->Top = F - 1;
}

/// The open activation of Slot, or null.
Frame *openFrame(ThreadState *T, const U64 *Slot) {
  Frame *F = T->Top;
  // The slot lies above the stack pointer of its own function and of those that
  // it called, and below that of its callers.
  while (F->Slot != Slot && F->Sp <= reinterpret_cast<U64>(Slot))
    --F;
  return HONE_LIKELY(F->Slot == Slot) ? F : nullptr;
}

/// Closes activations that are dead: the stack pointer is above theirs.
inline void closeDead(ThreadState *T, U64 Sp) {
  if (HONE_UNLIKELY(T->Top->Sp < Sp)) {
    U64 Now = ticks();
    while (T->Top->Sp < Sp)
      closeFrame(T, T->Top, Now);
  }
}

/// Closes activations whose functions were replaced by one that is over.
inline void closeReplaced(ThreadState *T, U64 Now) {
  while (HONE_UNLIKELY(T->Top->Pending))
    closeFrame(T, T->Top, Now);
}

bool isClosed(const FunctionRecord &Function) {
  return (loadRelaxed(Function.Gate) & 0xff) == HONE_GATE_CLOSED;
}

bool isOwnStack(const ThreadState *T, U64 Sp) {
  return Sp >= T->StackLow && Sp < T->StackHigh;
}

HONE_NOINLINE Edge *insertEdge(ThreadState *T, U32 Caller, U32 Callee,
                               const SiteRecord *Site) {
  if (T->Busy) // interrupted in the middle of an insertion
    return nullptr;
  int OldErrno = errno;
  T->Busy = true;
  signalFence();
  Edge *E = T->Edges.insert(Caller, Callee, reinterpret_cast<U64>(Site));
  if (E)
    E->SiteName = siteName(Site);
  signalFence();
  T->Busy = false;
  errno = OldErrno;
  return E;
}

/// Opens an activation. Slot: null for a region's.
inline bool enter(ThreadState *T, FunctionRecord *Function, U64 *Slot, U64 Sp,
                  const SiteRecord *Site) {
  U32 Id = Function->Id;
  Frame *Parent = T->Top;
  if (HONE_UNLIKELY(!Id || Parent == &T->Stack[MaxDepth - 1]))
    return false;
  // Reserve the frame before anything else: the hooks of a signal handler that
  // interrupts us go above it.
  Frame *F = Parent + 1;
  F->Sp = Sp;
  F->Slot = nullptr;
  T->Top = F;
  signalFence();
  if (Site && HONE_UNLIKELY(Site->Frame != Parent->NameHash))
    Site = nullptr;
  U32 Caller = Parent->Function;
  Edge *E = T->Edges.find(Caller, Id, reinterpret_cast<U64>(Site));
  if (HONE_UNLIKELY(!E)) {
    E = insertEdge(T, Caller, Id, Site);
    if (!E) {
      T->Top = Parent;
      return false;
    }
  }
  if (HONE_UNLIKELY(Parent->Pending > MaxPending)) {
    // An endless run of tail calls: the caller ends here and now, its frame is
    // used again.
    T->Top = Parent;
    closeFrame(T, Parent, ticks());
    F = Parent;
    F->Sp = Sp;
    T->Top = F;
  }
  F->Function = Id;
  F->NameHash = Function->NameHash;
  F->Children = F->ChildrenCost = F->OwnCost = 0;
  F->Serial = ++T->NextSerial;
  F->Slot = Slot;
  FunctionState &State = T->Functions[Id];
  ++E->Calls;
  ++E->Active;
  E->RecursiveCalls += State.Active++ != 0;
  ++State.Calls;
  signalFence();
  F->Via = E;
  U64 Now = ticks();
  F->Start = Now;
  if (HONE_UNLIKELY(State.Since == 0)) {
    State.Since = Now;
    State.Calls = 1;
  } else if (HONE_UNLIKELY(State.Calls >= CallsInWindow) && Slot) {
    judgeCalls(*T, Function, State, Now);
  }
  return true;
}

void enterFunction(ThreadState *T, FunctionRecord *Function, U64 *Slot, U64 Sp,
                   const SiteRecord *Site) {
  // Closed: the thread only had to be asked for its counters.
  if (HONE_UNLIKELY(isClosed(*Function) || !isOwnStack(T, Sp)))
    return;
  closeDead(T, Sp);
  if (enter(T, Function, Slot, Sp, Site))
    *Slot = 1;
}

HONE_NOINLINE void enterSlow(FunctionRecord *Function, U64 *Slot, U64 Sp,
                             const SiteRecord *Site) {
  if (ThreadState *T = obtainThread())
    enterFunction(T, Function, Slot, Sp, Site);
  else if (isTrial())
    __hone_counting = 1; // the gates are closed: the thread need not ask again
  else if (Elected)
    Elected->Enter(Function, Slot, Sp, Site);
}

} // namespace

void rt::closeAbove(ThreadState &T, Frame *F, U64 Now) {
  while (T.Top > F)
    closeFrame(&T, T.Top, Now);
}

void rt::enterFrom(FunctionRecord *Function, U64 *Slot, U64 Sp,
                   const SiteRecord *Site) {
  ThreadState *T = __hone_thread;
  if (T)
    enterFunction(T, Function, Slot, Sp, Site);
  else
    enterSlow(Function, Slot, Sp, Site);
}

void rt::enterRegion(FunctionRecord *Region) {
  ThreadState *T = __hone_thread ? __hone_thread : obtainThread();
  // It lives as long as the activation that it is begun in.
  if (!T || !enter(T, Region, nullptr, T->Top->Sp, nullptr))
    return;
  // Calls within are those of the function that began the region.
  T->Top->NameHash = T->Top[-1].NameHash;
  T->Top->IsRegion = 1;
}

void rt::leaveRegion() {
  U64 Now = ticks();
  ThreadState *T = __hone_thread;
  if (T && T->Top->IsRegion)
    closeFrame(T, T->Top, Now);
}

extern "C" void HoneEnter(FunctionRecord *Function, U64 *Slot, U64 Sp) {
  const SiteRecord *Site = __hone_site;
  __hone_site = nullptr;
  ThreadState *T = __hone_thread;
  if (HONE_LIKELY(T != nullptr))
    enterFunction(T, Function, Slot, Sp, Site);
  else
    enterSlow(Function, Slot, Sp, Site);
}

extern "C" void HoneExit(U64 *Slot) {
  U64 Now = ticks();
  ThreadState *T = __hone_thread;
  if (HONE_UNLIKELY(!T)) {
    if (Elected)
      Elected->Exit(Slot);
    return;
  }
  Frame *F = openFrame(T, Slot);
  if (HONE_UNLIKELY(!F))
    return;
  if (HONE_UNLIKELY(T->Top != F))
    closeAbove(*T, F, Now);
  closeFrame(T, F, Now);
  closeReplaced(T, Now);
}

void rt::unwindTo(const U64 *Slot, U64 Sp) {
  ThreadState *T = __hone_thread;
  if (HONE_UNLIKELY(!T)) {
    if (Elected)
      Elected->Unwind(Slot, Sp);
    return;
  }
  if (!isOwnStack(T, Sp))
    return;
  U64 Now = ticks();
  if (Frame *F = *Slot ? openFrame(T, Slot) : nullptr) {
    while (F != T->Top && F[1].IsRegion) // they go on
      ++F;
    closeAbove(*T, F, Now);
  } else {
    closeDead(T, Sp);
    closeReplaced(T, Now);
  }
}

HONE_INTERFACE void __hone_tail(uint64_t *Slot, const FunctionRecord *Callee) {
  ThreadState *T = __hone_thread;
  if (HONE_UNLIKELY(!T)) {
    if (Elected)
      Elected->Tail(Slot, Callee);
    return;
  }
  Frame *F = openFrame(T, Slot);
  if (!F)
    return;
  U64 Now = ticks();
  closeAbove(*T, F, Now);
  if (isClosed(*Callee))
    return closeFrame(T, F, Now);
  F->Pending = uint16_t(F[-1].Pending + 1);
  F->Slot = nullptr;
  F->Sp = F[-1].Sp;
}

// The caller's stack pointer behind a frame pointer and a return address.
#define HONE_CALLERS_SP (U64(__builtin_frame_address(0)) + 2 * sizeof(void *))

HONE_INTERFACE void __hone_unwind(uint64_t *Slot) {
  unwindTo(Slot, HONE_CALLERS_SP);
}

#if defined(__x86_64__)
HONE_KEEPING_REGISTERS("__hone_enter", "HoneEnter");
HONE_KEEPING_REGISTERS("__hone_exit", "HoneExit");
#else
HONE_INTERFACE void __hone_enter(FunctionRecord *Function, uint64_t *Slot) {
  HoneEnter(Function, Slot, HONE_CALLERS_SP);
}
HONE_INTERFACE void __hone_exit(uint64_t *Slot) { HoneExit(Slot); }
#endif
