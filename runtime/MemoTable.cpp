//===- MemoTable.cpp - when argument tuples come again ----------*- C++ -*-===//
//
// Owns: see MemoTable.h.
//
//===----------------------------------------------------------------------===//

#include "MemoTable.h"

#include "Calibrate.h"
#include "RecordTable.h"
#include "Runtime.h"
#include "Thread.h"

#include <sched.h>
#include <stddef.h>

namespace hone::rt {

namespace {
constexpr U32 FirstSlots = 256, MostSlots = 2048;
MemoTable *Spare, *Used;

/// Three quarters: probes stay short.
constexpr U32 room(U32 Slots) { return Slots / 4 * 3; }
} // namespace

U64 hashMemory(U64 Hash, const void *Bytes, U64 Size) {
  const char *P = static_cast<const char *>(Bytes);
  U64 Word = 0;
  for (U64 Left = Size; Left; Left -= sizeof(Word), P += sizeof(Word)) {
    if (Left < sizeof(Word)) {
      Word = 0;
      memcpy(&Word, P, Left);
      Hash = mix(Hash, Word);
      break;
    }
    memcpy(&Word, P, sizeof(Word));
    Hash = mix(Hash, Word);
  }
  return mix(Hash, Size);
}

MemoEntry *MemoTable::slotOf(U64 Key) const {
  // The hash is well mixed: its low bits serve as they are.
  for (U64 I = Key;; ++I) {
    MemoEntry *E = &Entries[I & (Slots - 1)];
    if (!E->Key || E->Key == Key)
      return E;
  }
}

/// With probability 2^-Coins.
bool MemoTable::tossIsHead(U32 Coins) {
  Random ^= Random << 13; // xorshift64, Marsaglia 2003
  Random ^= Random >> 7;
  Random ^= Random << 17;
  return !(Random >> 20 & ((U64(1) << Coins) - 1));
}

/// Into an array of NewSlots; Toss: of each two one goes.
void MemoTable::move(U32 NewSlots, bool Toss) {
  auto *New = mapArray<MemoEntry>(NewSlots);
  if (!New)
    return;
  MemoEntry *Old = Entries;
  U32 OldSlots = Slots;
  Entries = New;
  Slots = NewSlots;
  Watched = 0;
  for (U32 I = 0; I != OldSlots; ++I)
    if (Old[I].Key && (!Toss || tossIsHead(1))) {
      *slotOf(Old[I].Key) = Old[I];
      ++Watched;
    }
  Halvings += Toss;
  unmapBytes(Old, OldSlots * sizeof(MemoEntry));
}

/// For one more. False: there is none.
bool MemoTable::makeRoom() {
  if (Watched < room(Slots))
    return true;
  if (Slots < MostSlots)
    move(Slots ? 2 * Slots : FirstSlots, false);
  if (Slots && Watched >= room(Slots) && Halvings < 40)
    move(Slots, true);
  return Watched < room(Slots);
}

void MemoTable::watch(U64 Key, U32 Call) {
  U32 Before = Halvings;
  if (!makeRoom())
    return;
  if (Before != Halvings && tossIsHead(1)) // as the others
    return;
  *slotOf(Key) = {Key, 0, 0, Call};
  ++Watched;
}

/// Closes the gap, so that probes find those behind it.
void MemoTable::unwatch(MemoEntry *E) {
  U32 Mask = Slots - 1;
  U32 Gap = U32(E - Entries);
  for (U32 I = Gap;;) {
    I = (I + 1) & Mask;
    if (!Entries[I].Key)
      break;
    U32 Home = U32(Entries[I].Key) & Mask;
    if (((I - Home) & Mask) < ((I - Gap) & Mask))
      continue;
    Entries[Gap] = Entries[I];
    Gap = I;
  }
  Entries[Gap] = {};
  --Watched;
}

/// The k smallest hashes tell of the number of different ones in the union of
/// several sets (Bar-Yossef et al., RANDOM'02).
void MemoTable::noteKey(U64 Key) {
  if (NumKeys == HONE_REUSE_KEYS && Key >= Keys[NumKeys - 1])
    return;
  U32 At = 0, End = NumKeys;
  while (At != End) {
    U32 Middle = (At + End) / 2;
    if (Keys[Middle] < Key)
      At = Middle + 1;
    else
      End = Middle;
  }
  if (At != NumKeys && Keys[At] == Key)
    return;
  NumKeys += NumKeys != HONE_REUSE_KEYS;
  for (U32 I = NumKeys - 1; I > At; --I)
    Keys[I] = Keys[I - 1];
  Keys[At] = Key;
}

MemoVisit MemoTable::visit(U64 Key) {
  MemoVisit V = {0, 0, 0, U32(++Memo->Observed)};
  Memo->Sampled += Halvings != 0;
  MemoEntry *E = Slots ? slotOf(Key) : nullptr;
  if (E && E->Key) {
    V.Weight = U64(1) << Halvings;
    Repeats += V.Weight;
    V.LastTicks = E->Ticks;
    V.LastResult = E->Result;
    Calls[durationBucket(V.Call - E->Call)] += V.Weight;
    if (tossIsHead(Halvings))
      *E = {Key, 0, 0, V.Call};
    else
      unwatch(E);
  } else {
    noteKey(Key);
    if (tossIsHead(Halvings))
      watch(Key, V.Call);
  }
  Memo->Distinct = U64(Watched) << Halvings;
  return V;
}

bool MemoTable::finish(U64 Key, const MemoVisit &V, U32 Result, U64 Ticks) {
  bool Differs = V.LastResult && V.LastResult != Result;
  if (V.LastTicks && Ticks > V.LastTicks) {
    U32 Bucket = durationBucket(ticksToNs(Ticks - V.LastTicks));
    if (Bucket < AgeBuckets) {
      Ages[Bucket] += V.Weight;
      Others[Bucket] += Differs ? U32(V.Weight) : 0;
    }
  }
  // Switched off, or cleared by a fork in the middle of the call; or not
  // watched, or another thread was quicker.
  MemoEntry *E = Slots ? slotOf(Key) : nullptr;
  if (E && E->Key && E->Call == V.Call) {
    E->Result = Result;
    E->Ticks = Ticks;
  }
  return !Differs;
}

void MemoTable::switchOff() {
  unmapBytes(Entries, Slots * sizeof(MemoEntry));
  Entries = nullptr;
  Slots = 0;
  SwitchedOff = true;
}

void MemoTable::clear() {
  unmapBytes(Entries, Slots * sizeof(MemoEntry));
  Entries = nullptr;
  Slots = Watched = Halvings = NumKeys = 0;
  Repeats = 0;
  zeroBytes(Calls, sizeof(Calls));
  zeroBytes(Ages, sizeof(Ages));
  zeroBytes(Others, sizeof(Others));
}

MemoTable *newMemoTable(MemoRecord *Memo) {
  Guard TheGuard;
  if (Memo->State != HONE_MEMO_STATE_NEW) // another thread was first
    return Memo->State & 1 ? nullptr
                           : reinterpret_cast<MemoTable *>(Memo->State);
  constexpr U32 Batch = 64;
  static U32 NextIndex;
  if (!Spare && NextIndex + Batch <= MaxMemos)
    if (auto *Tables = mapArray<MemoTable>(Batch))
      for (U32 I = 0; I != Batch; ++I) {
        Tables[I].Index = NextIndex++;
        Tables[I].Next = Spare;
        Spare = &Tables[I];
      }
  MemoTable *Table = Spare;
  if (!Table)
    return nullptr;
  Spare = Table->Next;
  Table->Memo = Memo;
  Table->Random = HashSeed ^ (Table->Index + 1);
  Table->OutermostCalls = 0;
  Table->SwitchedOff = false;
  Table->Next = Used;
  Used = Table;
  storeRelease(Memo->State, reinterpret_cast<U64>(Table));
  return Table;
}

void recycleMemoTable(MemoRecord *Memo) {
  for (MemoTable **Link = &Used; *Link; Link = &(*Link)->Next) {
    MemoTable *Table = *Link;
    if (Table->Memo != Memo)
      continue;
    *Link = Table->Next;
    Table->clear();
    Table->Next = Spare;
    Spare = Table;
    return;
  }
}

namespace {

void addReuse(ReuseRecord &R, const ReuseRecord &More) {
  R.Calls += More.Calls;
  R.Others += More.Others;
}

/// Waits for the call that is being noted, if any: while stopped, it is the last.
void settle(MemoTable &Table) {
  for (int Try = 0; Try != 1000; ++Try) {
    if (Table.tryLock())
      return Table.unlock();
    sched_yield();
  }
}

void appendTable(RecordTable<ReuseRecord> &Sums, MemoTable &Table) {
  settle(Table);
  const MemoRecord &Memo = *Table.Memo;
  auto Add = [&](U32 Kind, U64 Value, U64 Calls, U64 Others) {
    if (Calls)
      Sums.add({Memo.Function, Value, Kind, 1, Calls, Others}, addReuse);
  };
  for (U32 I = 0; I != MemoTable::CallBuckets; ++I)
    Add(HONE_REUSE_CALLS, I, Table.Calls[I], 0);
  for (U32 I = 0; I != MemoTable::AgeBuckets; ++I)
    Add(HONE_REUSE_AGE, I, Table.Ages[I], Table.Others[I]);
  for (U32 I = 0; I != Table.NumKeys; ++I)
    Add(HONE_REUSE_KEY, Table.Keys[I], 1, 0);
}

bool isWorthTelling(const MemoTable &Table) {
  return loadRelaxed(Table.Memo->Observed) &&
         !(Table.Memo->Flags & HONE_MEMO_NAMED_READ);
}

} // namespace

void appendReuses(Buffer &Out) {
  size_t Most = 0;
  for (const MemoTable *T = Used; T; T = T->Next)
    Most += isWorthTelling(*T)
                ? MemoTable::CallBuckets + MemoTable::AgeBuckets +
                      HONE_REUSE_KEYS + 1
                : 0;
  if (!Most)
    return;
  RecordTable<ReuseRecord> Sums(offsetof(ReuseRecord, Processes), Most);
  for (MemoTable *T = Used; T; T = T->Next)
    if (isWorthTelling(*T))
      appendTable(Sums, *T);
  Out.append(Sums.Records.data(), Sums.Records.size());
}

} // namespace hone::rt
