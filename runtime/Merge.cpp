//===- Merge.cpp - adding two profiles --------------------------*- C++ -*-===//
//
// Owns: see Merge.h.
//
// Old's modules, function ids and site numbers stay as they are; New's are
// renumbered: those of a module that Old has, too, as Old has them, the others
// after all of Old's. Sampled stacks are MergeStacks.cpp's.
//
//===----------------------------------------------------------------------===//

#include "Merge.h"

#include "Events.h"
#include "MergeRun.h"
#include "MergeStacks.h"
#include "Module.h"
#include "RecordTable.h"

#include <stddef.h>
#include <stdlib.h>

namespace hone::rt {

namespace {

bool same(const Part &A, const Part &B) {
  return A.Size == B.Size && memcmp(A.Data, B.Data, A.Size) == 0;
}

//===-- Numbers -----------------------------------------------------------===//

bool sameValue(const Part &A, const Part &B, const char *Key) {
  const char *Left = A.value(Key), *Right = B.value(Key);
  return Left && Right && strcmp(Left, Right) == 0;
}

bool sameFunctions(const Part &A, const Part &B) {
  if (A.Size != B.Size)
    return false;
  const auto *Other = B.begin<FunctionRecord>();
  for (const auto *F = A.begin<FunctionRecord>(); F != A.end<FunctionRecord>();
       ++F, ++Other) {
    FunctionRecord Copy = *Other;
    Copy.Id = F->Id;
    if (memcmp(F, &Copy, sizeof(Copy)) != 0)
      return false;
  }
  return true;
}

/// Chunks of a module that are added up record by record.
constexpr ChunkType Added[] = {CHUNK_COUNTERS, CHUNK_SCANS, CHUNK_MEMOS,
                               CHUNK_WAITS, CHUNK_OPERATIONS};

bool sameModule(const ModuleParts &A, const ModuleParts &B) {
  const Part &Left = A.Chunks[CHUNK_MODULE], &Right = B.Chunks[CHUNK_MODULE];
  if (!sameValue(Left, Right, "path") || !sameValue(Left, Right, "build_id"))
    return false;
  if (!*Left.value("build_id") &&
      (!sameValue(Left, Right, "size") || !sameValue(Left, Right, "mtime_ns")))
    return false;
  for (U32 Type : Added)
    if (A.Chunks[Type].Size != B.Chunks[Type].Size)
      return false;
  for (U32 Type : {CHUNK_INFO, CHUNK_SITES, CHUNK_FILES, CHUNK_CARRIERS,
                   CHUNK_STRUCTS})
    if (!same(A.Chunks[Type], B.Chunks[Type]))
      return false;
  return sameFunctions(A.Chunks[CHUNK_FUNCTIONS], B.Chunks[CHUNK_FUNCTIONS]);
}

void findTwins(ProfileParts &Old, ProfileParts &New) {
  for (U32 N = 0; N != New.numModules(); ++N)
    for (U32 O = 0; O != Old.numModules() && !New.modules()[N].Twin; ++O)
      if (!Old.modules()[O].Twin &&
          sameModule(Old.modules()[O], New.modules()[N])) {
        New.modules()[N].Twin = O + 1;
        Old.modules()[O].Twin = N + 1;
      }
}

class Numbering : public NewNumbers {
public:
  Numbering(const ProfileParts &Old, const ProfileParts &New);

private:
  void numberFunctions(const ModuleParts &M, const ModuleParts *Twin);

  U32 NextFunction = 1, NextSite = 0, NextModule;
};

Numbering::Numbering(const ProfileParts &Old, const ProfileParts &New)
    : NextModule(Old.numModules()) {
  for (U32 I = 0; I != Old.numModules(); ++I) {
    const Part &List = Old.modules()[I].Chunks[CHUNK_FUNCTIONS];
    for (const auto *F = List.begin<FunctionRecord>();
         F != List.end<FunctionRecord>(); ++F)
      if (F->Id >= NextFunction)
        NextFunction = F->Id + 1;
    NextSite += U32(Old.modules()[I].Chunks[CHUNK_SITES].count<SiteRecord>());
  }
  for (Buffer *B : {&Functions, &Sites, &Modules})
    appendTo(*B, 0); // none
  for (U32 I = 0; I != New.numModules(); ++I) {
    const ModuleParts &M = New.modules()[I];
    const ModuleParts *Twin = M.Twin ? &Old.modules()[M.Twin - 1] : nullptr;
    numberFunctions(M, Twin);
    U32 NumSites = U32(M.Chunks[CHUNK_SITES].count<SiteRecord>());
    U32 FirstSite = Twin ? Twin->FirstSite : NextSite;
    for (U32 Site = 0; Site != NumSites; ++Site)
      appendTo(Sites, FirstSite + Site + 1);
    appendTo(Modules, Twin ? M.Twin : ++NextModule);
    NextSite += Twin ? 0 : NumSites;
  }
}

void Numbering::numberFunctions(const ModuleParts &M, const ModuleParts *Twin) {
  const Part &List = M.Chunks[CHUNK_FUNCTIONS];
  for (size_t I = 0; I != List.count<FunctionRecord>(); ++I) {
    U32 Id = List.begin<FunctionRecord>()[I].Id;
    if (!Id)
      continue;
    size_t Needed = (size_t(Id) + 1) * sizeof(U32);
    if (Functions.size() < Needed &&
        !Functions.extend(Needed - Functions.size()))
      return;
    reinterpret_cast<U32 *>(Functions.data())[Id] =
        Twin ? Twin->Chunks[CHUNK_FUNCTIONS].begin<FunctionRecord>()[I].Id
             : NextFunction++;
  }
}

//===-- Sums --------------------------------------------------------------===//

void addTime(TimeRecord &T, const TimeRecord &More) {
  // What never ended has no shortest activation.
  if (!T.Calls || (More.Calls && More.MinNs < T.MinNs))
    T.MinNs = More.MinNs;
  if (More.MaxNs > T.MaxNs)
    T.MaxNs = More.MaxNs;
  T.Flags |= More.Flags;
  T.Calls += More.Calls;
  T.RecursiveCalls += More.RecursiveCalls;
  T.SelfNs += More.SelfNs;
  T.TotalNs += More.TotalNs;
  T.SelfCostNs += More.SelfCostNs;
  T.TotalCostNs += More.TotalCostNs;
}

void addDuration(HistogramRecord &H, const HistogramRecord &More) {
  H.Calls += More.Calls;
}

void addEdge(EdgeRecord &E, const EdgeRecord &More) {
  E.Calls += More.Calls;
  E.TotalNs += More.TotalNs;
  E.TotalCostNs += More.TotalCostNs;
}

void addGrowth(GrowthRecord &G, const GrowthRecord &More) {
  G.Samples += More.Samples;
  G.LogSizes += More.LogSizes;
  G.LogNs += More.LogNs;
}

void addReuse(ReuseRecord &R, const ReuseRecord &More) {
  R.Processes += More.Processes;
  R.Calls += More.Calls;
  R.Others += More.Others;
}

/// Writes the sum of both profiles' records. Renumber turns one of New's into
/// what it is in the sum; false: there is no place for it.
template <class Record, class Renumber>
void writeRecords(FileWriter &Out, ChunkType Type, size_t KeySize,
                  const ProfileParts &Old, const ProfileParts &New,
                  void (*AddOne)(Record &, const Record &), Renumber Turn) {
  const Part &Was = Old.Process[Type], &More = New.Process[Type];
  RecordTable<Record> Sums(KeySize, Was.count<Record>() + More.count<Record>());
  for (const auto *R = Was.begin<Record>(); R != Was.end<Record>(); ++R)
    Sums.add(*R, AddOne);
  for (const auto *R = More.begin<Record>(); R != More.end<Record>(); ++R) {
    Record Turned = *R;
    if (Turn(Turned))
      Sums.add(Turned, AddOne);
  }
  if (!Sums.ok())
    Out.fail(ENOMEM);
  Out.chunk(Type, Sums.Records);
}

template <class Record, class Add>
void addEach(Buffer &Sums, const Part &More, Add AddOne) {
  auto *Sum = reinterpret_cast<Record *>(Sums.data());
  for (size_t I = 0; Sums.ok() && I != More.count<Record>(); ++I)
    AddOne(Sum[I], More.begin<Record>()[I]);
}

/// Writes a module of Old, added to it the same one of New (null: there is
/// none).
void writeSum(FileWriter &Out, const ModuleParts &M, const ModuleParts *Twin) {
  Buffer Sums[NumChunkTypes];
  for (U32 Type = CHUNK_MODULE; Type != NumChunkTypes; ++Type)
    Sums[Type].refer(M.Chunks[Type].Data, M.Chunks[Type].Size);
  if (Twin) {
    for (U32 Type : Added)
      Sums[Type].own();
    addEach<U64>(Sums[CHUNK_COUNTERS], Twin->Chunks[CHUNK_COUNTERS],
                 [](U64 &Sum, U64 More) { Sum += More; });
    addEach<ScanRecord>(Sums[CHUNK_SCANS], Twin->Chunks[CHUNK_SCANS], addScan);
    addEach<MemoRecord>(Sums[CHUNK_MEMOS], Twin->Chunks[CHUNK_MEMOS], addMemo);
    addEach<WaitRecord>(Sums[CHUNK_WAITS], Twin->Chunks[CHUNK_WAITS], addWait);
    addEach<OperationRecord>(Sums[CHUNK_OPERATIONS],
                             Twin->Chunks[CHUNK_OPERATIONS], addOperation);
  }
  for (U32 Type = CHUNK_MODULE; Type != NumChunkTypes; ++Type) {
    if (!isOfModule(Type))
      continue;
    if (!Sums[Type].ok())
      Out.fail(ENOMEM);
    Out.chunk(ChunkType(Type), Sums[Type]);
    Sums[Type].release();
  }
}

/// Writes a module that only New has.
void writeNew(FileWriter &Out, const ModuleParts &M, const Numbering &Numbers) {
  const Part &Were = M.Chunks[CHUNK_FUNCTIONS];
  Buffer Functions;
  Functions.append(Were.Data, Were.Size);
  addEach<FunctionRecord>(Functions, Were,
                          [&](FunctionRecord &F, const FunctionRecord &Was) {
                            F.Id = Numbers.function(Was.Id);
                          });
  if (!Functions.ok())
    Out.fail(ENOMEM);
  for (U32 Type = CHUNK_MODULE; Type != NumChunkTypes; ++Type)
    if (Type == CHUNK_FUNCTIONS)
      Out.chunk(CHUNK_FUNCTIONS, Functions);
    else if (isOfModule(Type))
      Out.chunk(ChunkType(Type), M.Chunks[Type].Data, M.Chunks[Type].Size);
  Functions.release();
}

/// Behind Old's windows those of New, numbered on, as many as there is room for.
void writeEvents(FileWriter &Out, const Part &Old, const Part &New) {
  Buffer Sum;
  Sum.append(Old.Data, Old.Size);
  U32 Next = Old.Size ? Old.end<EventRecord>()[-1].Window + 1 : 0;
  const auto *End = New.end<EventRecord>();
  for (const auto *E = New.begin<EventRecord>(), *Last = E; E != End; ++Next) {
    while (Last != End && Last->Window == E->Window)
      ++Last;
    if (Sum.size() + size_t(Last - E) * sizeof(*E) > MaxEvents * sizeof(*E))
      break;
    for (; E != Last; ++E) {
      EventRecord Event = *E;
      Event.Window = Next;
      Sum.append(&Event, sizeof(Event));
    }
  }
  if (!Sum.ok())
    Out.fail(ENOMEM);
  Out.chunk(CHUNK_EVENTS, Sum);
  Sum.release();
}

} // namespace

const char *whyNotMerged(const ProfileParts &Old, const ProfileParts &New) {
  const Part &Was = Old.Process[CHUNK_RUN], &More = New.Process[CHUNK_RUN];
  if (Was.value("collected"))
    return "it holds counts only, of a program that was killed";
  U64 OldPeriod = number(Was.value("sample_period_ns"));
  U64 NewPeriod = number(More.value("sample_period_ns"));
  if (OldPeriod && NewPeriod && OldPeriod != NewPeriod)
    return "it was sampled at another rate (HONE_SAMPLE_HZ)";
  return nullptr;
}

void writeMerged(ProfileParts &Old, ProfileParts &New, FileWriter &Out) {
  findTwins(Old, New);
  Numbering Numbers(Old, New);
  if (!Numbers.ok())
    Out.fail(ENOMEM);
  writeRun(Out, Old.Process[CHUNK_RUN], New.Process[CHUNK_RUN]);
  for (U32 I = 0; I != Old.numModules(); ++I) {
    const ModuleParts &M = Old.modules()[I];
    writeSum(Out, M, M.Twin ? &New.modules()[M.Twin - 1] : nullptr);
  }
  for (U32 I = 0; I != New.numModules(); ++I)
    if (!New.modules()[I].Twin)
      writeNew(Out, New.modules()[I], Numbers);
  writeRecords<TimeRecord>(Out, CHUNK_TIMES, offsetof(TimeRecord, Flags), Old,
                           New, addTime, [&](TimeRecord &T) {
                             T.Function = Numbers.function(T.Function);
                             return T.Function != 0;
                           });
  writeRecords<EdgeRecord>(Out, CHUNK_EDGES, offsetof(EdgeRecord, Calls), Old,
                           New, addEdge, [&](EdgeRecord &E) {
                             E.Caller = Numbers.function(E.Caller);
                             E.Callee = Numbers.function(E.Callee);
                             E.Site = Numbers.site(E.Site);
                             return E.Callee != 0;
                           });
  writeRecords<HistogramRecord>(
      Out, CHUNK_HISTOGRAMS, offsetof(HistogramRecord, Calls), Old, New,
      addDuration, [&](HistogramRecord &H) {
        H.Function = Numbers.function(H.Function);
        return H.Function != 0;
      });
  writeRecords<GrowthRecord>(Out, CHUNK_GROWTH, offsetof(GrowthRecord, Samples),
                             Old, New, addGrowth,
                             [](GrowthRecord &) { return true; });
  writeRecords<ReuseRecord>(Out, CHUNK_REUSES, offsetof(ReuseRecord, Processes),
                            Old, New, addReuse,
                            [](ReuseRecord &) { return true; });
  writeStackSums(Out, Old, New, Numbers);
  writeEvents(Out, Old.Process[CHUNK_EVENTS], New.Process[CHUNK_EVENTS]);
}

} // namespace hone::rt
