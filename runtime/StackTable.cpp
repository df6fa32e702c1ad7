//===- StackTable.cpp - distinct stacks and how often they were -*- C++ -*-===//
//
// Owns: see StackTable.h.
//
//   Index    hash -> number of the entry plus 1, 0: free
//   Entries  { key, who, where the frames are, count }
//   Arena    frame words of all entries, one after another
//
// Who adds takes an entry and room for the frames, fills both, and then puts
// the entry's number into the index: whoever finds it there finds all of it. Of
// two threads that add the same stack at once one finds that it came too late;
// its entry stays unused. Stacks are the same if the 64-bit hashes of who and
// frames are: among 131,072 stacks two different ones have one hash once in 2 *
// 10^9 programs.
//
//===----------------------------------------------------------------------===//

#include "StackTable.h"

namespace hone::rt {

namespace {

constexpr U64 MaxWords = U64(1) << 22; // 32 MB
constexpr U64 IndexSlots = 2 * U64(MaxStacks);
constexpr U64 MaxProbes = 256;

struct Entry {
  U64 Key; ///< set last; 0: not in use (yet)
  U64 FirstWord;
  U64 Count;
  U32 Thread, Function;
  U32 NumFrames, Flags;
};

U32 *Index;
Entry *Entries;
U64 *Arena;
U32 UsedEntries;
U64 UsedWords;
/// See Counting.h; by entry, null: all 0.
U64 *Kept;

U64 mix(U64 Hash, U64 Word) {
  Hash = (Hash ^ Word) * 0x9e3779b97f4a7c15ULL;
  return Hash ^ Hash >> 32;
}

U64 keyOf(const StackSample &S) {
  U64 Hash = mix(U64(S.Flags) << 32 | S.NumFrames,
                 U64(S.Thread) << 32 | S.Function);
  for (U32 I = 0; I != S.NumFrames; ++I)
    Hash = mix(Hash, S.Frames[I]);
  return Hash | 1;
}

/// Takes Count of a bounded supply; All: there is not that much.
template <class T> T take(T &Used, T Count, T All) {
  T Old = loadRelaxed(Used);
  do
    if (Count > All - Old)
      return All;
  while (!__atomic_compare_exchange_n(&Used, &Old, T(Old + Count), true,
                                      __ATOMIC_ACQ_REL, __ATOMIC_RELAXED));
  return Old;
}

/// Puts a new entry together. 0: there is no room.
U32 makeEntry(U64 Key, const StackSample &S) {
  U64 First = take<U64>(UsedWords, S.NumFrames, MaxWords);
  if (First == MaxWords)
    return 0;
  U32 Number = take<U32>(UsedEntries, 1, MaxStacks);
  if (Number == MaxStacks)
    return 0;
  for (U32 I = 0; I != S.NumFrames; ++I)
    storeRelaxed(Arena[First + I], S.Frames[I]);
  Entry &E = Entries[Number];
  E.FirstWord = First;
  E.Thread = S.Thread;
  E.Function = S.Function;
  E.NumFrames = S.NumFrames;
  E.Flags = S.Flags;
  storeRelease(E.Key, Key);
  return Number + 1;
}

/// The entry of the stack, a new one if need be. Null: there is no room.
Entry *findOrMake(const StackSample &S) {
  U64 Key = keyOf(S);
  U32 Made = 0;
  for (U64 I = 0; I != MaxProbes; ++I) {
    U32 &Slot = Index[((Key >> 20) + I) & (IndexSlots - 1)];
    U32 Number = loadAcquire(Slot);
    if (!Number) {
      if (!Made && !(Made = makeEntry(Key, S)))
        return nullptr;
      if (__atomic_compare_exchange_n(&Slot, &Number, Made, false,
                                      __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
        return &Entries[Made - 1];
    }
    if (Entries[Number - 1].Key == Key)
      return &Entries[Number - 1];
  }
  return nullptr;
}

/// Drops what lies between two occurrences of one return address, from the
/// outermost frame inwards, so that the way that is left goes through every
/// place once. Returns the number of frames left.
///
///   innermost  pc b a b a main  outermost   ->   pc b a main
///
/// Works in place: the way so far stands at the end, the outermost last.
U32 eraseCycles(U64 *Frames, U32 NumFrames) {
  constexpr U32 Places = 2 * MaxFrames;
  uint16_t Position[Places] = {}; // in the way, plus 1; may be one since erased
  U64 *Last = Frames + NumFrames - 1;
  U32 Length = 0;
  for (U32 I = NumFrames; I-- > 1;) {
    U64 Word = Frames[I];
    for (U64 Hash = mix(0, Word);; ++Hash) {
      uint16_t &P = Position[Hash & (Places - 1)];
      if (!P) {
        *(Last - Length++) = Word;
        P = uint16_t(Length);
        break;
      }
      if (P <= Length && *(Last - P + 1) == Word) {
        Length = P;
        break;
      }
    }
  }
  for (U32 I = 0; I != Length; ++I)
    Frames[1 + I] = Frames[NumFrames - Length + I];
  return Length + 1;
}

bool isHalfFull() {
  return loadRelaxed(UsedEntries) > MaxStacks / 2 ||
         loadRelaxed(UsedWords) > MaxWords / 2;
}

} // namespace

bool startStackTable() {
  if (Index)
    return true;
  Entries = mapArray<Entry>(MaxStacks);
  Arena = mapArray<U64>(MaxWords);
  if (Entries && Arena)
    Index = mapArray<U32>(IndexSlots);
  return Index != nullptr;
}

bool addStack(U32 Thread, U32 Function, U64 *Frames, U32 NumFrames, U32 Flags,
              U64 Weight) {
  if (HONE_UNLIKELY(isHalfFull()))
    NumFrames = eraseCycles(Frames, NumFrames);
  Entry *E = findOrMake({Thread, Function, Frames, NumFrames, Flags});
  if (!E)
    return false;
  addRelaxed(E->Count, Weight);
  return true;
}

U32 internStack(U32 Function, U64 *Frames, U32 NumFrames) {
  constexpr U32 NoThread = ~0u; // no sample's
  if (HONE_UNLIKELY(isHalfFull()))
    NumFrames = eraseCycles(Frames, NumFrames);
  const Entry *E = findOrMake({NoThread, Function, Frames, NumFrames, 0});
  return E ? U32(E - Entries) + 1 : 0;
}

StackSample internedStack(U32 Index) {
  const Entry &E = Entries[Index];
  return {0, E.Function, Arena + E.FirstWord, E.NumFrames, E.Flags};
}

U32 numStacks() { return loadAcquire(UsedEntries); }
U64 numStackFrames() { return loadAcquire(UsedWords); }

U64 stackCount(U32 Index, StackSample &Sample) {
  const Entry &E = Entries[Index];
  if (!loadAcquire(E.Key))
    return 0;
  U64 Count = counted(loadRelaxed(E.Count), Kept ? Kept[Index] : 0);
  if (Count)
    Sample = {E.Thread, E.Function, Arena + E.FirstWord, E.NumFrames, E.Flags};
  return Count;
}

void clearStacks() {
  if (!Index)
    return;
  clearBytes(Index, IndexSlots * sizeof(U32));
  clearBytes(Entries, UsedEntries * sizeof(Entry));
  clearBytes(Arena, UsedWords * sizeof(U64));
  UsedEntries = 0;
  UsedWords = 0;
  clearKeptStacks();
}

void keepStacks(Keep How) {
  if (!Index || (!Kept && !(Kept = mapArray<U64>(MaxStacks))))
    return;
  for (U32 I = 0; I != numStacks(); ++I)
    keep(Kept[I], loadRelaxed(Entries[I].Count), How);
}

void clearKeptStacks() {
  if (Kept)
    clearBytes(Kept, MaxStacks * sizeof(U64));
}

} // namespace hone::rt
