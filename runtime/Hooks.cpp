//===- Hooks.cpp - entry and exit of timed functions ------------*- C++ -*-===//
//
// Owns: the shadow stack's fast paths. Nothing here calls anything but the
// edge table's insert, so that the hooks may be used from signal handlers.
//
// A pair of hooks costs what its two clock readings cost: 19.5 ns on an AMD
// EPYC virtual machine, against 19.5 ns for two bare rdtsc, in a loop over one
// callee, over four, and in a recursive fib (minimum over 400 batches of
// 2,000): the processor does the books while it waits for the clock.
// Remembering the last callee in the caller's frame, to save the look-up in the
// edge table, changed none of these figures, nor could timing only some of the
// calls of small functions change them by much without biasing self times:
// neither is done.
//
//===----------------------------------------------------------------------===//

#include "Calibrate.h"
#include "Copies.h"
#include "Counting.h"
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
    if (--T->Active[F->Function] == 0) {
      E->FunctionTotal += Duration;
      E->FunctionTotalCost += Cost;
    }
    if (--E->Active == 0) {
      E->Total += Duration;
      E->TotalCost += Cost;
    }
    if (HONE_LIKELY(F->Start >= loadRelaxed(CountingSince)))
      E->noteDuration(Duration - (Cost < Duration ? Cost : Duration));
    F[-1].Children += Duration;
    F[-1].ChildrenCost += Cost;
    F[-1].OwnCost += HookOuter;
    F->Via = nullptr;
  }
  signalFence();
  T->Top = F - 1;
}

/// The activation that the token names, if it is still open.
Frame *openFrame(ThreadState *T, U64 Token) {
  Frame *F = &T->Stack[Token & DepthMask];
  return HONE_LIKELY(F->Token == Token && F <= T->Top) ? F : nullptr;
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

inline U64 enter(ThreadState *T, FunctionRecord *Function,
                 const SiteRecord *Site) {
  U32 Id = Function->Id;
  Frame *Parent = T->Top;
  if (HONE_UNLIKELY(!Id || Parent == &T->Stack[MaxDepth - 1]))
    return 0;
  // Reserve the frame before anything else: the hooks of a signal handler that
  // interrupts us go above it.
  Frame *F = Parent + 1;
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
      return 0;
    }
  }
  if (HONE_UNLIKELY(Parent->Pending > MaxPending)) {
    // An endless run of tail calls: the caller ends here and now, its frame is
    // used again.
    T->Top = Parent;
    closeFrame(T, Parent, ticks());
    F = Parent;
    T->Top = F;
  }
  F->Function = Id;
  F->NameHash = Function->NameHash;
  F->Children = F->ChildrenCost = F->OwnCost = 0;
  F->Pending = F->IsRegion = 0;
  ++E->Calls;
  ++E->Active;
  E->RecursiveCalls += T->Active[Id]++ != 0;
  U64 Token = (T->NextSerial += U64(1) << DepthBits) | U64(F - T->Stack);
  F->Token = Token;
  signalFence();
  F->Via = E;
  F->Start = ticks();
  return Token;
}

HONE_NOINLINE U64 enterSlow(FunctionRecord *Function, const SiteRecord *Site) {
  if (ThreadState *T = obtainThread())
    return enter(T, Function, Site);
  return Elected ? Elected->Enter(Function, Site) : 0;
}

} // namespace

void rt::closeAbove(ThreadState &T, Frame *F, U64 Now) {
  while (T.Top > F)
    closeFrame(&T, T.Top, Now);
}

U64 rt::enterFrom(FunctionRecord *Function, const SiteRecord *Site) {
  ThreadState *T = __hone_thread;
  return T ? enter(T, Function, Site) : enterSlow(Function, Site);
}

void rt::enterRegion(FunctionRecord *Region) {
  ThreadState *T = __hone_thread ? __hone_thread : obtainThread();
  if (!T || !enter(T, Region, nullptr))
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

HONE_INTERFACE uint64_t __hone_enter(FunctionRecord *Function) {
  const SiteRecord *Site = __hone_site;
  __hone_site = nullptr;
  ThreadState *T = __hone_thread;
  if (HONE_UNLIKELY(!T))
    return enterSlow(Function, Site);
  return enter(T, Function, Site);
}

HONE_INTERFACE void __hone_exit(uint64_t Token) {
  U64 Now = ticks();
  ThreadState *T = __hone_thread;
  if (HONE_UNLIKELY(!T)) {
    if (Elected)
      Elected->Exit(Token);
    return;
  }
  Frame *F = openFrame(T, Token);
  if (HONE_UNLIKELY(!F))
    return;
  if (HONE_UNLIKELY(T->Top != F))
    closeAbove(*T, F, Now);
  closeFrame(T, F, Now);
  while (HONE_UNLIKELY(T->Top->Pending))
    closeFrame(T, T->Top, Now);
}

HONE_INTERFACE void __hone_unwind(uint64_t Token) {
  U64 Now = ticks();
  ThreadState *T = __hone_thread;
  if (HONE_UNLIKELY(!T)) {
    if (Elected)
      Elected->Unwind(Token);
    return;
  }
  if (Frame *F = openFrame(T, Token)) {
    // Control is back: a tail call that was announced did not end the frame, and
    // the regions that the function began go on.
    F->Pending = 0;
    while (F != T->Top && F[1].IsRegion)
      ++F;
    closeAbove(*T, F, Now);
  }
}

HONE_INTERFACE void __hone_tail(uint64_t Token) {
  ThreadState *T = __hone_thread;
  if (HONE_UNLIKELY(!T)) {
    if (Elected)
      Elected->Tail(Token);
    return;
  }
  Frame *F = openFrame(T, Token);
  if (!F)
    return;
  closeAbove(*T, F, ticks());
  F->Pending = uint16_t(F[-1].Pending + 1);
}
