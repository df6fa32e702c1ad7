//===- Region.cpp - stretches of a run that the program names ---*- C++ -*-===//
//
// Owns: see Region.h.
//
//===----------------------------------------------------------------------===//

#include "Region.h"

#include "Module.h"
#include "Profile.h"
#include "Runtime.h"
#include "Thread.h"

#include <initializer_list>

namespace hone::rt {

namespace {

/// Regions beyond this many are not timed.
constexpr U32 MaxRegions = 4096;
constexpr U32 Slots = 2 * MaxRegions;
constexpr size_t MaxName = 200;

struct Region {
  FunctionRecord Record;
  char Name[MaxName + 1];
};

Region *Regions; ///< in the order of their first use
U32 NumRegions;
/// Open-addressed: index into Regions plus 1, by the hash of the name. Filled
/// under the lock, read without: an entry is set when its region is complete.
U32 Index[Slots];

size_t lengthOf(const char *Name) {
  size_t Length = 0;
  while (Length != MaxName && Name[Length])
    ++Length;
  return Length;
}

/// The slot of the name: its region's, or an empty one.
U32 &slotOf(const char *Name, size_t Length, U64 Hash) {
  for (U64 I = Hash;; ++I) {
    U32 &Slot = Index[I % Slots];
    U32 Number = loadAcquire(Slot);
    if (!Number || (Regions[Number - 1].Record.NameHash == Hash &&
                    lengthOf(Regions[Number - 1].Name) == Length &&
                    memcmp(Regions[Number - 1].Name, Name, Length) == 0))
      return Slot;
  }
}

HONE_NOINLINE Region *addRegion(const char *Name, size_t Length, U64 Hash) {
  if (holdsLock())
    return nullptr;
  Guard TheGuard;
  if (!Regions)
    Regions = mapArray<Region>(MaxRegions);
  U32 &Slot = slotOf(Name, Length, Hash);
  if (!Regions || Slot) // another thread was first
    return Slot ? &Regions[Slot - 1] : nullptr;
  U32 Id = NumRegions == MaxRegions ? 0 : newFunctionId();
  if (!Id)
    return nullptr;
  Region &New = Regions[NumRegions];
  New.Record.NameHash = Hash;
  New.Record.NumCounters = 1;
  New.Record.Id = Id;
  memcpy(New.Name, Name, Length);
  storeRelease(Slot, ++NumRegions);
  return &New;
}

void appendByte(Buffer &Out, U32 Byte) {
  auto B = static_cast<unsigned char>(Byte);
  Out.append(&B, 1);
}

void appendUleb(Buffer &Out, U64 Value) {
  for (; Value >= 0x80; Value >>= 7)
    appendByte(Out, U32(Value & 0x7f) | 0x80);
  appendByte(Out, U32(Value));
}

/// The description (Abi.h) of a function that is entered, counted and left, and
/// has no lines.
void appendInfo(Buffer &Out, const char *Name) {
  size_t Length = lengthOf(Name);
  for (int Twice = 0; Twice != 2; ++Twice) { // linkage name, name for people
    appendUleb(Out, Length);
    Out.append(Name, Length);
  }
  constexpr U32 Files = 0, DeclFile = 0, Line = 0, Column = 0, Nodes = 2;
  constexpr U32 NoLines = 0, Return = 1, NextNode = 4, Counted = 2;
  constexpr U32 RegionCounters = 0, MapLength = 0, Callees = 0;
  constexpr U32 Variables = 0, Operations = 0, Bindings = 0;
  for (U32 Number : {Files, DeclFile, Line, Column, Nodes,
                     NoLines, NextNode * 4 + Counted, // from EXIT
                     NoLines, Return * 4,             // from the entry
                     RegionCounters, MapLength, Callees,
                     Variables, Operations, Bindings})
    appendUleb(Out, Number);
}

} // namespace

void beginRegion(const char *Name) {
  size_t Length = lengthOf(Name);
  U64 Hash = hashBytes(Name, Length);
  U32 Number = loadRelaxed(NumRegions) ? loadAcquire(slotOf(Name, Length, Hash))
                                       : 0;
  Region *R = Number ? &Regions[Number - 1] : addRegion(Name, Length, Hash);
  if (R)
    enterRegion(&R->Record);
}

void endRegion() { leaveRegion(); }

void writeRegions(FileWriter &File, const EdgeTable &Edges) {
  if (!NumRegions)
    return;
  Buffer Functions, Info, Counters, Text;
  U64 Names = hashBytes("", 0);
  for (U32 I = 0; I != NumRegions; ++I) {
    const Region &R = Regions[I];
    U64 Calls = 0;
    Edges.forEach([&](const Edge &E) {
      Calls += E.Callee == R.Record.Id ? E.Calls : 0;
    });
    FunctionRecord Record = R.Record;
    Record.Counters = I32(I);
    Record.Info = I32(Info.size());
    appendInfo(Info, R.Name);
    Record.InfoSize = U32(Info.size() - size_t(Record.Info));
    Functions.append(&Record, sizeof(Record));
    Counters.append(&Calls, sizeof(Calls));
    Names = hashBytes(R.Name, lengthOf(R.Name) + 1, Names);
  }
  // Named by its contents: other regions in another order are another module.
  appendRegionsText(Text, Names);
  File.chunk(CHUNK_MODULE, Text);
  File.chunk(CHUNK_FUNCTIONS, Functions);
  File.chunk(CHUNK_INFO, Info);
  File.chunk(CHUNK_COUNTERS, Counters);
  for (ChunkType Empty : {CHUNK_SITES, CHUNK_SCANS, CHUNK_MEMOS, CHUNK_FILES,
                          CHUNK_WAITS, CHUNK_CARRIERS, CHUNK_OPERATIONS,
                          CHUNK_STRUCTS})
    File.chunk(Empty, nullptr, 0);
  for (Buffer *B : {&Functions, &Info, &Counters, &Text})
    B->release();
}

} // namespace hone::rt
