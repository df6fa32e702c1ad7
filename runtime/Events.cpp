//===- Events.cpp - windows of operations as they happened ------*- C++ -*-===//
//
// Owns: see Events.h.
//
// Windows are numbered as they come; those whose number is a multiple of Stride
// are kept. When the buffer is full, Stride is doubled and those that are none
// of the new one are dropped, so that what is kept is always spread over the
// whole run.
//
//===----------------------------------------------------------------------===//

#include "Events.h"

#include "Thread.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>

namespace hone::rt {

namespace {

/// Goes up when what was kept so far no longer counts.
U32 Epoch;

/// The buffer, and what it needs to be locked for.
U32 Lock;
EventRecord *Kept; ///< null: not made yet
U32 NumKept, NumWindows, Stride = 1, KeptEpoch;

/// Taken with signals blocked: no handler waits for the code that it
/// interrupted, or leaves it by a jump.
bool tryLock() {
  return !loadRelaxed(Lock) && !__atomic_exchange_n(&Lock, 1, __ATOMIC_ACQUIRE);
}
void unlock() { storeRelease(Lock, U32(0)); }

/// Once per profile, under the runtime's lock, which blocks signals, too.
/// Waits, but not for ever: a thread may have been cancelled.
bool lock() {
  constexpr int Most = 1000;
  for (int Tries = 0; Tries != Most; ++Tries) {
    if (tryLock())
      return true;
    sched_yield();
  }
  return false;
}

void forget() {
  NumKept = NumWindows = 0;
  Stride = 1;
  KeptEpoch = loadRelaxed(Epoch);
}

void thin() {
  Stride *= 2;
  U32 Left = 0;
  for (U32 I = 0; I != NumKept; ++I)
    if (Kept[I].Window % Stride == 0)
      Kept[Left++] = Kept[I];
  NumKept = Left;
}

void add(const EventRecord *Events, U32 Count) {
  if (KeptEpoch != loadRelaxed(Epoch))
    forget();
  U32 Number = NumWindows++;
  if (!Kept && !(Kept = mapArray<EventRecord>(MaxEvents)))
    return;
  while (Number % Stride == 0 && NumKept + Count > MaxEvents)
    thin();
  for (U32 I = 0; I != Count && Number % Stride == 0; ++I) {
    Kept[NumKept] = Events[I];
    Kept[NumKept++].Window = Number;
  }
}

} // namespace

void addEvent(OperationWindow &Window, const EventRecord &Event, bool IsLast) {
  U32 Now = loadRelaxed(Epoch);
  if (Window.Epoch != Now)
    Window.NumEvents = 0;
  Window.Epoch = Now;
  if (Window.NumEvents < OperationsInWindow)
    Window.Events[Window.NumEvents++] = Event;
  if (IsLast)
    keepEvents(Window);
}

void keepEvents(OperationWindow &Window) {
  U32 Count = Window.NumEvents;
  Window.NumEvents = 0;
  if (!Count || Window.Epoch != loadRelaxed(Epoch))
    return;
  int OldErrno = errno;
  sigset_t All, OldMask;
  sigfillset(&All);
  pthread_sigmask(SIG_BLOCK, &All, &OldMask);
  if (tryLock()) {
    add(Window.Events, Count);
    unlock();
  }
  pthread_sigmask(SIG_SETMASK, &OldMask, nullptr);
  errno = OldErrno;
}

void clearEvents() { __atomic_fetch_add(&Epoch, 1, __ATOMIC_RELAXED); }

void restartEventsInChild() {
  Lock = 0; // its holder did not come along
  forget();
}

void appendEvents(Buffer &Out) {
  if (!lock())
    return;
  if (KeptEpoch != loadRelaxed(Epoch))
    forget();
  Out.append(Kept, NumKept * sizeof(EventRecord));
  const ThreadState *T = __hone_thread;
  const OperationWindow *Own = T ? &T->Operations : nullptr;
  if (Own && !Own->Busy && Own->Epoch == KeptEpoch &&
      NumKept + Own->NumEvents <= MaxEvents)
    for (U32 I = 0; I != Own->NumEvents; ++I) {
      EventRecord Event = Own->Events[I];
      Event.Window = NumWindows;
      Out.append(&Event, sizeof(Event));
    }
  unlock();
}

} // namespace hone::rt
