//===- Memo.cpp - observing memoization candidates --------------*- C++ -*-===//
//
// Owns: the observed calls that are open on each thread, and the figures of
// MemoRecord.
//
//   begin -> arguments -> call -> (the function runs) -> result -> end
//
// A call that is left by an exception or longjmp gets no end. It is dropped
// when an enclosing observed call ends, or when the next call begins and the
// timed activation that it ran in is no longer on the shadow stack.
//
// Only outermost calls and outermost repeats are timed: nested ones would be
// counted twice, and clock readings are what observing costs most.
//
//===----------------------------------------------------------------------===//

#include "Memo.h"

#include "CacheTrial.h"
#include "Calibrate.h"
#include "Copies.h"
#include "Counting.h"
#include "MemoTable.h"
#include "Runtime.h"
#include "Thread.h"
#include "Throttle.h"

using namespace hone;
using namespace hone::rt;

namespace {

/// Key building is timed for one call in this many.
constexpr U64 KeyTimed = 16;
/// When to judge whether observing is worth while, and the bars.
constexpr U64 JudgeKeyAfter = 1000;
constexpr U64 JudgeCheapAfter = 10000;
/// Twice a look-up in a hash table: a function of 100 ns that repeats can gain
/// (examples/jsonstats: 1.66 s, with a cache 0.55 s).
constexpr U64 CheapNs = 80;
constexpr U64 JudgeUniqueAfter = 100000;
constexpr U64 UniqueShare = 50; ///< fewer repeats than 1 in 50: 2 %

/// How often to look whether observing costs more than the budget, after the
/// last of the above.
constexpr U64 BudgetAfter = 100000;
constexpr U64 BudgetEach = 4096;

/// What observing one call costs, in pairs of hooks: 70 to 90 ns against 20 on
/// an AMD EPYC virtual machine.
constexpr U64 PairsPerCall = 4;
/// Bytes of an argument that are hashed in one tick, on the same machine.
constexpr U64 BytesPerTick = 2;
/// A key that took this many times longer to build than usual, and at least 0.1
/// ms, was interrupted.
constexpr U64 FarTooLong = 8;
constexpr U64 ShortestInterruption = 300'000;

/// What observing has cost so far, in all threads, ticks.
U64 Spent;

void noteKeyTicks(MemoRecord *Memo, U64 Ticks) {
  U64 Samples = loadRelaxed(Memo->KeySamples);
  U64 Mean = Samples ? loadRelaxed(Memo->KeyTicks) / Samples : Ticks;
  if (Ticks > ShortestInterruption && Ticks > FarTooLong * Mean)
    Ticks = Mean;
  addRelaxed(Memo->KeyTicks, Ticks);
  addRelaxed(Memo->KeySamples, 1);
}

/// Null: not observed, or not any more. States that say so are odd, tables even.
MemoTable *tableOf(MemoRecord *Memo) {
  static_assert(HONE_MEMO_STATE_CHEAP % 2 == 1 &&
                    HONE_MEMO_STATE_UNIQUE % 2 == 1 &&
                    HONE_MEMO_STATE_ENOUGH % 2 == 1 &&
                    HONE_MEMO_STATE_NEW % 2 == 0,
                "see above");
  U64 State = loadAcquire(Memo->State); // once: another thread may switch it off
  if (HONE_LIKELY(State & 1))
    return nullptr;
  return HONE_LIKELY(State) ? reinterpret_cast<MemoTable *>(State)
                            : newMemoTable(Memo);
}

void dropTop(ThreadState *T) {
  const MemoCall &C = T->Memos[T->MemoTop - 1];
  if (C.Called) {
    MemoDepth &D = T->MemoDepths[C.Table->Index];
    --D.Calls;
    D.Repeats -= C.Repeat;
  }
  signalFence();
  --T->MemoTop;
}

bool frameIsGone(const ThreadState *T, const MemoCall &C) {
  return &T->Stack[C.FrameDepth] > T->Top ||
         T->Stack[C.FrameDepth].Serial != C.FrameSerial;
}

/// The innermost observed call, if Handle is its.
MemoCall *callOf(ThreadState *T, U64 Handle) {
  if (HONE_UNLIKELY(!T || !T->MemoTop))
    return nullptr;
  MemoCall *C = &T->Memos[T->MemoTop - 1];
  return HONE_LIKELY(C->Handle == Handle) ? C : nullptr;
}

/// The hash to go on with: of the arguments, or after the call of the result.
U64 *hashOf(ThreadState *T, U64 Handle) {
  MemoCall *C = callOf(T, Handle);
  if (!C)
    return nullptr;
  if (C->Called && !C->End)
    C->End = C->Start ? ticks() : 1; // the function is over, its result is next
  return &C->Hash;
}

U64 beginMemo(ThreadState *T, MemoRecord *Memo, MemoTable *Table) {
  while (T->MemoTop && frameIsGone(T, T->Memos[T->MemoTop - 1]))
    dropTop(T);
  if (T->MemoTop == MaxMemoDepth) {
    // Without timed activations nothing tells dead calls from deep recursion.
    if (T->Memos[0].FrameDepth == 0)
      dropMemoCalls(*T);
    return 0;
  }
  MemoCall *C = &T->Memos[T->MemoTop];
  C->Called = false; // a signal handler may drop it from here on
  signalFence();
  ++T->MemoTop;
  signalFence();
  C->Handle = ++T->NextMemo;
  C->Memo = Memo;
  C->Table = Table;
  C->Hash = HashSeed;
  C->Start = C->End = 0;
  C->FrameSerial = T->Top->Serial;
  C->FrameDepth = U32(T->Top - T->Stack);
  C->KeyStart = T->NextMemo % KeyTimed ? 0 : ticks();
  return C->Handle;
}

U64 costOfCall() { return PairsPerCall * (HookInner + HookOuter); }

bool isBudgetSpent() {
  addRelaxed(Spent, BudgetEach * costOfCall());
  return budgetPercent() != ~U64(0) &&
         loadRelaxed(Spent) > ticksSinceStart() / 100 * budgetPercent();
}

/// Gives up observing what can't pay, or costs too much. OwnTicks: how long the outermost call in
/// progress on this thread runs already. Under the lock.
void judge(MemoTable *Table, MemoRecord *Memo, U64 OwnTicks) {
  U64 State = 0;
  // Of a recursive function only outermost calls are known; the one under way
  // may be the only one.
  U64 Ticks = loadRelaxed(Memo->Ticks) + OwnTicks;
  U64 Calls = Table->OutermostCalls + 1;
  if (Memo->Observed == JudgeKeyAfter) {
    // A cache whose key takes longer to build than the result never pays. Twice
    // as long: the clock is part of both times.
    U64 Samples = loadRelaxed(Memo->KeySamples);
    if (Samples && loadRelaxed(Memo->KeyTicks) / Samples > 2 * Ticks / Calls)
      State = HONE_MEMO_STATE_CHEAP;
  } else if (Memo->Observed == JudgeCheapAfter) {
    if (ticksToNs(Ticks) < CheapNs * Calls)
      State = HONE_MEMO_STATE_CHEAP;
  } else if (Memo->Observed == JudgeUniqueAfter) {
    if (Table->Repeats * UniqueShare < Memo->Observed)
      State = HONE_MEMO_STATE_UNIQUE;
  } else if (Memo->Observed > BudgetAfter && isBudgetSpent()) {
    State = HONE_MEMO_STATE_ENOUGH;
  }
  if (!State)
    return;
  Table->switchOff();
  storeRelease(Memo->State, State);
}

/// How long the outermost open call of Memo on this thread runs already.
U64 runningTicks(const ThreadState *T, const MemoRecord *Memo) {
  for (U32 I = 0; I != T->MemoTop; ++I)
    if (const MemoCall &C = T->Memos[I];
        C.Memo == Memo && C.Outermost && C.Called)
      return ticks() - C.Start;
  return 0;
}

/// Enters the arguments into the books. False: the call is not observed.
bool noteArguments(ThreadState *T, MemoCall *C) {
  MemoTable *Table = C->Table;
  MemoRecord *Memo = C->Memo;
  int OldErrno = errno;
  if (!Table->tryLock())
    return false;
  bool Open = !Table->SwitchedOff && !isStopped();
  if (Open) {
    C->Visit = Table->visit(C->Key);
    C->Repeat = C->Visit.Weight != 0;
    if (HONE_UNLIKELY(Memo->Observed == JudgeKeyAfter ||
                      Memo->Observed == JudgeCheapAfter ||
                      Memo->Observed == JudgeUniqueAfter ||
                      Memo->Observed % BudgetEach == 0))
      judge(Table, Memo, runningTicks(T, Memo));
  }
  Table->unlock();
  errno = OldErrno;
  return Open;
}

/// What hone has cost so far in the innermost activation and below it.
U64 costSoFar(const ThreadState *T) {
  return T->Top->ChildrenCost + T->Top->OwnCost;
}

void noteResult(const ThreadState *T, MemoCall *C) {
  MemoTable *Table = C->Table;
  MemoRecord *Memo = C->Memo;
  if (!Table->tryLock())
    return;
  if (isStopped()) // while this call ran
    return Table->unlock();
  U64 Weight = C->Visit.Weight;
  if (!Table->finish(C->Key, C->Visit, U32(C->Hash) | 1, C->Start))
    Memo->Conflicts += Weight;
  if (C->Start && C->Start >= loadRelaxed(CountingSince)) {
    U64 Duration = C->End > C->Start ? C->End - C->Start : 0;
    if (C->Outermost) {
      Memo->Ticks += Duration;
      ++Table->OutermostCalls;
    }
    if (C->OutermostRepeat) {
      U64 Cost = T->Top->Serial == C->FrameSerial ? costSoFar(T) - C->Cost : 0;
      Memo->RepeatTicks += Weight * Duration;
      Memo->RepeatCostTicks += Weight * (Cost < Duration ? Cost : Duration);
      Memo->RepeatCalls += Weight;
    }
  }
  Table->unlock();
}

} // namespace

U64 rt::memoState(const MemoRecord &Memo) {
  U64 State = loadRelaxed(Memo.State);
  if (State == HONE_MEMO_STATE_NEW || (State & 1))
    return State;
  return Memo.Observed ? HONE_MEMO_STATE_ARMED : HONE_MEMO_STATE_NEW;
}

void rt::clearMemoFigures(MemoRecord &Memo) {
  Memo.Observed = Memo.Distinct = Memo.Sampled = Memo.Conflicts = 0;
  Memo.Ticks = Memo.RepeatTicks = Memo.RepeatCostTicks = Memo.RepeatCalls = 0;
  Memo.KeyTicks = Memo.KeySamples = 0;
}

void rt::clearMemo(MemoRecord &Memo) {
  clearMemoFigures(Memo);
  if (Memo.State == HONE_MEMO_STATE_NEW || (Memo.State & 1))
    return; // was switched off: the child need not find out again
  auto *Table = reinterpret_cast<MemoTable *>(Memo.State);
  Table->clear();
  Table->OutermostCalls = 0;
  Table->Lock = 0; // its holder did not come along
}

void rt::resetMemo(MemoRecord &Memo) {
  if (Memo.State == HONE_MEMO_STATE_NEW || (Memo.State & 1))
    return; // no arguments
  auto *Table = reinterpret_cast<MemoTable *>(Memo.State);
  if (!Table->tryLock())
    return;
  clearMemoFigures(Memo);
  Table->clear();
  Table->OutermostCalls = 0;
  Table->unlock();
}

void rt::releaseMemo(MemoRecord &Memo) {
  Memo.State = HONE_MEMO_STATE_CHEAP; // off, should anything still call it
  recycleMemoTable(&Memo);
}

void rt::dropMemoCalls(ThreadState &T) {
  while (T.MemoTop)
    dropTop(&T);
}

HONE_INTERFACE uint64_t __hone_memo_begin(MemoRecord *Memo) {
  if (HONE_LIKELY(loadRelaxed(Memo->State) & 1) || HONE_UNLIKELY(isStopped()))
    return 0;
  ThreadState *T = __hone_thread;
  if (HONE_UNLIKELY(!T)) {
    if (isTrial())
      return trialBegin(Memo);
    if (!(T = obtainThread()))
      return Elected ? Elected->MemoBegin(Memo) : 0;
  }
  MemoTable *Table = tableOf(Memo);
  return Table ? beginMemo(T, Memo, Table) : 0;
}

HONE_INTERFACE void __hone_memo_scalar(uint64_t Handle, uint64_t Value) {
  if (U64 *Hash = hashOf(__hone_thread, Handle))
    *Hash = mix(*Hash, Value);
  else if (isTrial())
    trialScalar(Handle, Value);
  else if (Elected)
    Elected->MemoScalar(Handle, Value);
}

HONE_INTERFACE void __hone_memo_bytes(uint64_t Handle, const void *Bytes,
                                      uint64_t Size) {
  if (U64 *Hash = hashOf(__hone_thread, Handle)) {
    *Hash = hashMemory(*Hash, Bytes, Size);
    __hone_thread->Top->OwnCost += Size / BytesPerTick;
  } else if (isTrial())
    trialBytes(Handle, Bytes, Size);
  else if (Elected)
    Elected->MemoBytes(Handle, Bytes, Size);
}

HONE_INTERFACE void __hone_memo_cstring(uint64_t Handle, const char *String) {
  if (U64 *Hash = hashOf(__hone_thread, Handle)) {
    U64 Size = String ? strlen(String) : 0;
    *Hash = String ? hashMemory(*Hash, String, Size) : mix(*Hash, ~U64(0));
    __hone_thread->Top->OwnCost += Size / BytesPerTick;
  } else if (isTrial()) {
    if (String)
      trialBytes(Handle, String, strlen(String));
    else
      trialScalar(Handle, ~U64(0));
  } else if (Elected)
    Elected->MemoCString(Handle, String);
}

static void beginCall(ThreadState *T, MemoCall *C) {
  C->Key = C->Hash ? C->Hash : 1;
  U64 KeyEnd = C->KeyStart ? ticks() : 0; // what follows is no part of the key
  C->Repeat = C->Outermost = C->OutermostRepeat = false;
  T->Top->OwnCost += costOfCall();
  if (!noteArguments(T, C))
    return dropTop(T);
  if (KeyEnd)
    noteKeyTicks(C->Memo, KeyEnd - C->KeyStart);
  MemoDepth &D = T->MemoDepths[C->Table->Index];
  C->Outermost = D.Calls++ == 0;
  if (C->Repeat)
    C->OutermostRepeat = D.Repeats++ == 0;
  C->Called = true;
  C->Hash = HashSeed;
  if (C->Outermost || C->OutermostRepeat) {
    C->Cost = costSoFar(T);
    C->Start = ticks();
  }
}

HONE_INTERFACE uint64_t __hone_memo_call(uint64_t Handle) {
  ThreadState *T = __hone_thread;
  if (MemoCall *C = callOf(T, Handle))
    beginCall(T, C);
  else if (isTrial())
    return trialCall();
  else if (Elected)
    return Elected->MemoCall(Handle);
  return Handle;
}

HONE_INTERFACE void __hone_memo_end(uint64_t Handle) {
  ThreadState *T = __hone_thread;
  if (!T) {
    if (isTrial())
      trialEnd(Handle);
    else if (Elected)
      Elected->MemoEnd(Handle);
    return;
  }
  // Drop what exceptions left open above. The handle may itself be gone.
  U32 Own = T->MemoTop;
  while (Own && T->Memos[Own - 1].Handle != Handle)
    --Own;
  if (!Own)
    return;
  while (T->MemoTop > Own)
    dropTop(T);
  MemoCall *C = &T->Memos[Own - 1];
  if (C->Called) {
    if (!C->End)
      C->End = ticks();
    noteResult(T, C);
  }
  dropTop(T);
}
