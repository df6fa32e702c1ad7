//===- MemoTable.cpp - argument tuples seen so far --------------*- C++ -*-===//
//
// Owns: see MemoTable.h.
//
//===----------------------------------------------------------------------===//

#include "MemoTable.h"

#include "Runtime.h"
#include "Thread.h"


namespace hone::rt {

namespace {
constexpr U64 MaxTuples = 65536;
constexpr U64 FirstSlots = 512;
MemoTable *Spare;
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

bool MemoTable::grow() {
  U64 OldSlots = Slots;
  MemoEntry *Old = Entries;
  U64 NewSlots = OldSlots ? 2 * OldSlots : FirstSlots;
  auto *New = mapArray<MemoEntry>(NewSlots);
  if (!New)
    return false;
  Entries = New;
  Slots = NewSlots;
  for (U64 I = 0; I != OldSlots; ++I)
    if (Old[I].Key)
      *slotOf(Old[I].Key) = Old[I];
  unmapBytes(Old, OldSlots * sizeof(MemoEntry));
  return true;
}

MemoTable::Found MemoTable::enter(U64 Key) {
  if (SwitchedOff)
    return Found::Full;
  // At most half full; a table of 2 * MaxTuples slots holds MaxTuples.
  if (2 * (Memo->Distinct + 1) > Slots && Slots < 2 * MaxTuples && !grow() &&
      !Slots)
    return Found::Full;
  MemoEntry *E = slotOf(Key);
  if (E->Key == Key)
    return Found::Known;
  if (Memo->Distinct >= MaxTuples || 2 * (Memo->Distinct + 1) > Slots)
    return Found::Full;
  *E = {Key, 0};
  return Found::New;
}

bool MemoTable::agrees(U64 Key, U64 Result) {
  if (!Slots) // switched off, or cleared by a fork in the middle of the call
    return true;
  MemoEntry *E = slotOf(Key);
  if (E->Key != Key)
    return true; // was not entered: the table is full
  if (!E->Result)
    E->Result = Result;
  return E->Result == Result;
}

void MemoTable::clear() {
  unmapBytes(Entries, Slots * sizeof(MemoEntry));
  Entries = nullptr;
  Slots = 0;
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
  Table->OutermostCalls = 0;
  Table->SwitchedOff = false;
  storeRelease(Memo->State, reinterpret_cast<U64>(Table));
  return Table;
}

void recycle(MemoTable *Table) {
  Table->clear();
  Table->Next = Spare;
  Spare = Table;
}

} // namespace hone::rt
