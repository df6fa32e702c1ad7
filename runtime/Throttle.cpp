//===- Throttle.cpp - which functions are timed -----------------*- C++ -*-===//
//
// Owns: see Throttle.h.
//
//===----------------------------------------------------------------------===//

#include "Throttle.h"

#include "Calibrate.h"
#include "Memory.h"
#include "Options.h"
#include "Report.h"
#include "Thread.h"

#include <sched.h>
#include <stdlib.h>

namespace hone::rt {

namespace {

constexpr U64 DefaultPercent = 5;
/// Of a thread's hooks, judged together.
constexpr U32 PairsInWindow = 1024;
/// One function may use a fifth of the budget, as long as all together keep it.
constexpr U64 FunctionShare = 5;
/// So many hooks of a process are never throttled: they take some milliseconds,
/// and short programs are timed whole.
constexpr U64 FreePairs = 100'000;
constexpr U64 MostGaps = 64; ///< times the first one

/// The bits of FunctionRecord.Gate above those that instrumented code compares:
/// the gate is in the list below.
constexpr U32 Listed = 1 << 8;
constexpr U32 MaxClosed = 1 << 14;
constexpr U32 OpenedAtOnce = 8;

U64 Percent = DefaultPercent;
U64 FreeUsed;
FunctionRecord **Closed; ///< null: no memory
U32 NumClosed, NextToOpen;
/// Threads that are looking at records of the list.
U32 Looking;
unsigned char *Throttled; ///< by function id; null: no memory

U64 pairCost() { return HookInner + HookOuter + 1; }

/// The gap at which hooks take all that one function may.
U64 firstGap() { return pairCost() * 100 * FunctionShare / Percent; }

void closeGate(FunctionRecord *Function) {
  U32 Id = Function->Id;
  if (Throttled && Id < MaxFunctions)
    storeRelaxed(Throttled[Id], static_cast<unsigned char>(1));
  U32 Old = __atomic_exchange_n(&Function->Gate, HONE_GATE_CLOSED | Listed,
                                __ATOMIC_RELAXED);
  if (Old & Listed)
    return;
  U32 Place = __atomic_fetch_add(&NumClosed, 1, __ATOMIC_RELAXED);
  if (Closed && Place < MaxClosed)
    storeRelease(Closed[Place], Function);
}

/// Keeps the hooks of all functions together within the budget.
void judgeBudget(Budget &Hooks, U64 Now) {
  U64 Allowed = (Now - Hooks.Since) / 100 * Percent;
  U64 Spent = Hooks.Pairs * pairCost();
  if (Hooks.Pairs < PairsInWindow && Allowed < 2 * PairsInWindow * pairCost())
    return; // too early
  Hooks.Since = Now;
  Hooks.Pairs = 0;
  if (Spent > Allowed && Hooks.MinGap < MostGaps * firstGap())
    Hooks.MinGap *= 2;
  else if (Spent < Allowed / 2 && Hooks.MinGap > firstGap())
    Hooks.MinGap /= 2;
}

} // namespace

void startThrottle() {
  Throttled = mapArray<unsigned char>(MaxFunctions);
  Closed = mapArray<FunctionRecord *>(MaxClosed);
  const char *Text = valueOf(Option::Budget);
  if (!Text)
    return;
  if (strcmp(Text, "off") == 0) {
    Percent = ~U64(0);
    return;
  }
  char *End;
  unsigned long Wanted = strtoul(Text, &End, 10);
  if (End == Text || (*End && strcmp(End, "%") != 0) || Wanted < 1 ||
      Wanted > 100 || *Text == '-' || *Text == '+')
    complain({nameOf(Option::Budget), "='", Text,
              "' is not a percentage from 1 to 100, nor 'off'; the budget is "
              "5 %"});
  else
    Percent = Wanted;
}

void startBudget(Budget &Hooks) {
  Hooks = {Percent == ~U64(0) ? 0 : firstGap(), ticks(), 0};
}

U64 budgetPercent() { return Percent; }

void judgeCalls(ThreadState &T, FunctionRecord *Function, FunctionState &State,
                U64 Now) {
  Budget &Hooks = T.Hooks;
  U32 Calls = State.Calls;
  U64 Elapsed = Now - State.Since;
  State.Calls = 0;
  State.Since = Now;
  if (!Hooks.MinGap)
    return;
  if (loadRelaxed(FreeUsed) < FreePairs) {
    addRelaxed(FreeUsed, Calls);
    Hooks.Since = Now;
    return;
  }
  Hooks.Pairs += Calls;
  judgeBudget(Hooks, Now);
  if (Elapsed < Calls * Hooks.MinGap) {
    State.Since = 0;
    closeGate(Function);
  }
}

void openSomeGates() {
  U32 Limit = loadRelaxed(NumClosed);
  if (!Limit || !Closed)
    return;
  if (Limit > MaxClosed)
    Limit = MaxClosed;
  __atomic_fetch_add(&Looking, 1, __ATOMIC_SEQ_CST);
  for (U32 I = 0; I != OpenedAtOnce && I != Limit; ++I) {
    U32 Place = __atomic_fetch_add(&NextToOpen, 1, __ATOMIC_RELAXED) % Limit;
    if (FunctionRecord *F = __atomic_load_n(&Closed[Place], __ATOMIC_SEQ_CST))
      storeRelaxed(F->Gate, HONE_GATE_OPEN | Listed);
  }
  __atomic_fetch_sub(&Looking, 1, __ATOMIC_SEQ_CST);
}

void forgetGates(const FunctionRecord *Begin, const FunctionRecord *End) {
  for (U32 I = 0; Closed && I != MaxClosed && I < loadRelaxed(NumClosed); ++I)
    if (Closed[I] >= Begin && Closed[I] < End)
      __atomic_store_n(&Closed[I], nullptr, __ATOMIC_SEQ_CST);
  // Whoever looks from here on does not see them.
  while (__atomic_load_n(&Looking, __ATOMIC_SEQ_CST))
    sched_yield();
}

bool wasThrottled(U32 Id) {
  return Throttled && Id < MaxFunctions && loadRelaxed(Throttled[Id]);
}

} // namespace hone::rt
