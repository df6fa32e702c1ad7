//===- Heap.cpp - what the program allocates --------------------*- C++ -*-===//
//
// Owns: see Heap.h.
//
//===----------------------------------------------------------------------===//

#include "Heap.h"

#include "HeapPatch.h"
#include "Options.h"
#include "Report.h"
#include "Runtime.h"
#include "Sampler.h"
#include "Thread.h"

#include <string.h>

// Sanitizers replace the allocator and look for its calls themselves.
extern "C" {
__attribute__((weak)) void __asan_init();
__attribute__((weak)) void __tsan_init();
__attribute__((weak)) void __msan_init();
__attribute__((weak)) void __hwasan_init();
}

namespace hone::rt {

bool HeapCounts;

namespace {

const char *State = "off";
bool Observed, WithStacks;
/// While stopped: the sums when that was; else null.
AccountTable<HeapFigures> *Frozen;
AccountTable<HeapFigures> FrozenTable;

/// "on", "stacks" or "off".
const char *wish() {
  const char *Text = valueOf(Option::Memory);
  if (!Text)
    return "on";
  for (const char *Known : {"on", "stacks", "off"})
    if (strcmp(Text, Known) == 0)
      return Known;
  complain({nameOf(Option::Memory), "='", Text,
            "' is not known; use on, stacks or off; memory is on"});
  return "on";
}

bool isSanitized() {
  return __asan_init || __tsan_init || __msan_init || __hwasan_init;
}

U32 stackAccount(U32 Site) {
  U64 Frames[MaxFrames + HandlerFrames];
  U32 Count = 0;
  const U64 *First = walkStack(Frames, Count);
  U32 Number = Count ? internStack(Site, Frames + (First - Frames), Count) : 0;
  return Number ? FirstStackAccount + Number - 1 : 0;
}

/// The account of a site, and what the thread is to remember of its module.
U32 siteAccount(HeapThread &T) {
  U64 Address = reinterpret_cast<U64>(__hone_site);
  if (!Address)
    return UnknownAccount;
  for (const Module *M = firstModule(); M; M = loadAcquire(M->Next)) {
    if (!loadAcquire(M->Live) || !M->SiteRange.contains(Address))
      continue;
    if (M->FirstSite + M->NumSites > MaxAccounts - FirstSiteAccount)
      return UnknownAccount;
    U32 First = FirstSiteAccount + U32(M->FirstSite);
    if (!WithStacks) {
      T.SiteAccount = First;
      T.SiteLow = M->SiteRange.Low;
      T.SiteSize = M->SiteRange.High - M->SiteRange.Low;
    }
    return First + U32((Address - M->SiteRange.Low) / sizeof(SiteRecord));
  }
  return UnknownAccount;
}

U32 siteOf(U32 Account) {
  return Account < FirstSiteAccount ? 0 : Account - FirstSiteAccount + 1;
}

} // namespace

HONE_NOINLINE U32 findAccount(HeapThread &T) {
  U32 Account = siteAccount(T);
  if (!WithStacks)
    return Account;
  int OldErrno = errno;
  if (U32 Stack = stackAccount(siteOf(Account)))
    Account = Stack;
  errno = OldErrno;
  return Account;
}

HeapPlace placeOf(U32 Account) {
  if (Account < FirstStackAccount || Account >= FirstSiteAccount)
    return {siteOf(Account), nullptr, 0};
  StackSample S = internedStack(Account - FirstStackAccount);
  return {S.Function, S.Frames, S.NumFrames};
}

void startHeap() {
  const char *Wish = wish();
  if (strcmp(Wish, "off") == 0)
    return;
  State = isSanitized() ? "sanitizer" : canPatch() ? "no" : "static";
  if (isSanitized() || !startHeapMap() || !startHeapThreads())
    return;
  WithStacks =
      strcmp(Wish, "stacks") == 0 && startStackTable() && prepareStackWalks();
  HeapCounts = !isStopped();
  if (isStopped())
    Frozen = &FrozenTable;
  if (canPatch())
    State = WithStacks ? "stacks" : "on";
  Observed = true;
  patchNewObjects();
}

void observeNewObjects() {
  if (Observed)
    patchNewObjects();
}

const char *heapState() { return State; }
bool isHeapObserved() { return Observed; }

void stopHeap() {
  if (!Observed)
    return;
  settleHeap();
  storeRelaxed(HeapCounts, false);
  sumHeap(FrozenTable);
  Frozen = &FrozenTable;
}

void resumeHeap() {
  if (!Observed)
    return;
  Frozen = nullptr;
  FrozenTable.clear();
  storeRelaxed(HeapCounts, true);
}

void resetHeap() {
  if (!Observed)
    return;
  resetHeapAccounts();
  if (!Frozen)
    return;
  FrozenTable.clear();
  sumHeap(FrozenTable);
}

void restartHeap() {
  if (!Observed)
    return;
  restartHeapAccounts();
  restartPatching();
  if (Frozen)
    FrozenTable.clear();
}

void endHeap() { storeRelaxed(HeapCounts, false); }

void takeHeapSums(AccountTable<HeapFigures> &Sums) {
  auto Add = [&](const AccountTable<HeapFigures> &Table, U64 Sign) {
    Table.forPages([&](U32 First, const HeapFigures *Page) {
      auto *To = reinterpret_cast<U64 *>(Sums.make(First));
      const auto *From = reinterpret_cast<const U64 *>(Page);
      constexpr U32 Words = AccountTable<HeapFigures>::PerPage * NumHeapFigures;
      for (U32 I = 0; To && I != Words; ++I)
        To[I] += Sign * From[I];
    });
  };
  if (Frozen)
    Add(*Frozen, 1);
  else
    sumHeap(Sums);
  if (const AccountTable<HeapFigures> *Base = heapBase())
    Add(*Base, ~U64(0));
}

} // namespace hone::rt
