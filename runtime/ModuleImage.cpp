//===- ModuleImage.cpp - a module's data as in the file ---------*- C++ -*-===//
//
// Owns: turning the pointers of a module's records into indexes, adding up the
// figures of several loads of one module, and setting figures to 0 after a
// fork. Times stay in ticks: only the end of the run knows what a tick is.
//
//===----------------------------------------------------------------------===//

#include "CounterBlocks.h"
#include "Memo.h"
#include "Module.h"
#include "Observation.h"
#include "Report.h"
#include "Scan.h"
#include "Wait.h"

#include <initializer_list>

namespace hone::rt {

namespace {

template <class T> size_t bytes(const T *First, const T *End) {
  return First < End ? size_t(End - First) * sizeof(T) : 0;
}

/// The offset in INFO of what the field leads to.
template <class Offset>
Offset infoOffset(const ModuleSections &S, const Offset &Field) {
  return Offset( reinterpret_cast<const char *>(&Field) + Field - S.Info);
}

template <class Record, class Visitor>
void forRecords(Buffer &Records, Visitor Visit) {
  auto *R = reinterpret_cast<Record *>(Records.data());
  for (size_t I = 0; I != Records.size() / sizeof(Record); ++I)
    Visit(R[I]);
}

template <class Record, class Add>
void addPast(Buffer &Now, const Buffer &Past, Add AddOne) {
  if (Now.size() != Past.size())
    return;
  auto *N = reinterpret_cast<Record *>(Now.data());
  const auto *P = reinterpret_cast<const Record *>(Past.data());
  for (size_t I = 0; I != Now.size() / sizeof(Record); ++I)
    AddOne(N[I], P[I]);
}

/// The figures of an operation that add up.
constexpr U64 OperationRecord::*OperationSums[] = {
    &OperationRecord::Observed,    &OperationRecord::Samples,
    &OperationRecord::Ticks,       &OperationRecord::Sizes,
    &OperationRecord::SizeSquares, &OperationRecord::Hits,
    &OperationRecord::Moved,       &OperationRecord::AtFront,
    &OperationRecord::AtBack,      &OperationRecord::Keyed,
    &OperationRecord::KeyBytes,    &OperationRecord::KeyCommon,
    &OperationRecord::Repeats,     &OperationRecord::BucketsSeen,
    &OperationRecord::BucketsUsed, &OperationRecord::BucketsExpected};

/// All figures that add up, in one order.
template <class Visitor>
void forFigures(U64 *Counters, U64 *CountersEnd, ScanRecord *Scans,
                ScanRecord *ScansEnd, MemoRecord *Memos, MemoRecord *MemosEnd,
                OperationRecord *Operations, OperationRecord *OperationsEnd,
                Visitor Visit) {
  for (; Counters < CountersEnd; ++Counters)
    Visit(*Counters);
  for (; Scans < ScansEnd; ++Scans)
    for (U64 ScanRecord::*Figure :
         {&ScanRecord::Observed, &ScanRecord::Elements, &ScanRecord::Ticks,
          &ScanRecord::Exhausted})
      Visit(Scans->*Figure);
  for (; Memos < MemosEnd; ++Memos)
    for (U64 MemoRecord::*Figure :
         {&MemoRecord::Observed, &MemoRecord::Distinct, &MemoRecord::Sampled,
          &MemoRecord::Conflicts, &MemoRecord::Ticks, &MemoRecord::RepeatTicks,
          &MemoRecord::RepeatCostTicks, &MemoRecord::RepeatCalls,
          &MemoRecord::KeyTicks, &MemoRecord::KeySamples})
      Visit(Memos->*Figure);
  for (; Operations < OperationsEnd; ++Operations)
    for (U64 OperationRecord::*Figure : OperationSums)
      Visit(Operations->*Figure);
}

template <class T> T *first(Buffer &Records) {
  return reinterpret_cast<T *>(Records.data());
}
template <class T> T *end(Buffer &Records) {
  return first<T>(Records) + Records.size() / sizeof(T);
}

/// Leaves in the image what counts of the figures in it.
void leaveCounted(const Module &M, ModuleImage &Image) {
  const auto *Kept = reinterpret_cast<const U64 *>(M.Kept.data());
  if (!Image.ok() || (!Kept && !isStopped()))
    return;
  forFigures(first<U64>(Image.Counters), end<U64>(Image.Counters),
             first<ScanRecord>(Image.Scans), end<ScanRecord>(Image.Scans),
             first<MemoRecord>(Image.Memos), end<MemoRecord>(Image.Memos),
             first<OperationRecord>(Image.Operations),
             end<OperationRecord>(Image.Operations),
             [&](U64 &Figure) {
               Figure = counted(Figure, Kept ? *Kept++ : 0);
               if (I64(Figure) < 0) // threads raced
                 Figure = 0;
             });
}

/// The kept figures, made if need be; null: memory is gone.
U64 *keptFigures(Module &M) {
  const ModuleSections &S = M.Sections;
  if (!M.Kept.size()) {
    size_t Count = 0;
    forFigures(S.Counters, S.CountersEnd, S.Scans, S.ScansEnd, S.Memos,
               S.MemosEnd, S.Operations, S.OperationsEnd,
               [&](U64 &) { ++Count; });
    if (!M.Kept.extend(Count * sizeof(U64)))
      complain({"no memory to leave out of the profile what '", M.Path,
                "' counts while stopped"});
  }
  return first<U64>(M.Kept);
}

void takeFunctions(const Module &M, ModuleImage &Image) {
  const ModuleSections &S = M.Sections;
  Image.Functions.append(S.Functions, bytes(S.Functions, S.FunctionsEnd));
  const FunctionRecord *F = S.Functions;
  forRecords<FunctionRecord>(Image.Functions, [&](FunctionRecord &Copy) {
    const char *First =
        reinterpret_cast<const char *>(&F->Counters) + F->Counters;
    Copy.Counters =
        F->NumCounters
            ? I32((First - reinterpret_cast<const char *>(S.Counters)) /
                  I64(sizeof(U64)))
            : 0;
    Copy.Info = infoOffset(S, F->Info);
    Copy.Gate = 0;
    Copy.Id = M.FirstId ? M.FirstId + U32(F - S.Functions) : 0;
    ++F;
  });
}

void takeCarriers(const ModuleSections &S, ModuleImage &Image) {
  for (const U32 *Word = S.Carriers; Word < S.CarriersEnd; ++Word) {
    const char *Counter = reinterpret_cast<const char *>(Word) + I32(*Word);
    auto Place = U32(Counter - reinterpret_cast<const char *>(S.Counters));
    Image.Carriers.append(&Place, sizeof(Place));
  }
}

} // namespace

void addScan(ScanRecord &S, const ScanRecord &P) {
  S.Observed += P.Observed;
  S.Elements += P.Elements;
  S.Ticks += P.Ticks;
  S.Exhausted += P.Exhausted;
  if (P.MaxElements > S.MaxElements)
    S.MaxElements = P.MaxElements;
  S.Bases += P.Bases;
  if (S.Bases > HONE_SCAN_MAX_BASES)
    S.Bases = HONE_SCAN_MAX_BASES;
}

void addMemo(MemoRecord &M, const MemoRecord &P) {
  M.Observed += P.Observed;
  M.Distinct += P.Distinct;
  M.Sampled += P.Sampled;
  M.Conflicts += P.Conflicts;
  M.Ticks += P.Ticks;
  M.RepeatTicks += P.RepeatTicks;
  M.RepeatCostTicks += P.RepeatCostTicks;
  M.RepeatCalls += P.RepeatCalls;
  M.KeyTicks += P.KeyTicks;
  M.KeySamples += P.KeySamples;
  if (M.State == HONE_MEMO_STATE_NEW)
    M.State = P.State;
}

void addWait(WaitRecord &W, const WaitRecord &P) {
  W.Waits += P.Waits;
  W.WaitNs += P.WaitNs;
  if (P.MaxNs > W.MaxNs)
    W.MaxNs = P.MaxNs;
}

void addOperation(OperationRecord &O, const OperationRecord &P) {
  if (!O.Keyed || (P.Keyed && isSmallerKey(O.Key, P.KeyMin, O.KeyMin)))
    O.KeyMin = P.KeyMin;
  if (!O.Keyed || (P.Keyed && isSmallerKey(O.Key, O.KeyMax, P.KeyMax)))
    O.KeyMax = P.KeyMax;
  for (U64 OperationRecord::*Figure : OperationSums)
    O.*Figure += P.*Figure;
  if (O.SizeSquares > MostSquares)
    O.SizeSquares = MostSquares;
  if (P.MaxSize > O.MaxSize)
    O.MaxSize = P.MaxSize;
  if (P.RepeatFunction) {
    O.RepeatFunction = P.RepeatFunction;
    O.RepeatPlace = P.RepeatPlace;
  }
  for (U64 OperationRecord::*Bits :
       {&OperationRecord::Threads, &OperationRecord::Containers0,
        &OperationRecord::Containers1, &OperationRecord::Containers2,
        &OperationRecord::Containers3})
    O.*Bits |= P.*Bits;
}

void takeImage(const Module &M, ModuleImage &Image) {
  const ModuleSections &S = M.Sections;
  takeFunctions(M, Image);
  takeCarriers(S, Image);
  Image.Counters.append(S.Counters, bytes(S.Counters, S.CountersEnd));
  Image.Info.refer(S.Info, bytes(S.Info, S.InfoEnd));
  Image.Sites.refer(S.Sites, bytes(S.Sites, S.SitesEnd));
  Image.Files.refer(S.Files, bytes(S.Files, S.FilesEnd));
  Image.Structs.refer(S.Structs, bytes(S.Structs, S.StructsEnd));
  for (const ScanRecord *Scan = S.Scans; Scan < S.ScansEnd; ++Scan) {
    ScanRecord Copy = *Scan;
    Copy.Info = infoOffset(S, Scan->Info);
    Copy.State = 0;
    Image.Scans.append(&Copy, sizeof(Copy));
  }
  for (const MemoRecord *Memo = S.Memos; Memo < S.MemosEnd; ++Memo) {
    MemoRecord Copy = *Memo;
    Copy.Info = infoOffset(S, Memo->Info);
    Copy.State = memoState(*Memo);
    Image.Memos.append(&Copy, sizeof(Copy));
  }
  for (const WaitRecord *Wait = S.Waits; Wait < S.WaitsEnd; ++Wait) {
    WaitRecord Copy = *Wait;
    Copy.Info = infoOffset(S, Wait->Info);
    Copy.Gate = 0;
    Image.Waits.append(&Copy, sizeof(Copy));
  }
  Image.Operations.append(S.Operations, bytes(S.Operations, S.OperationsEnd));
  leaveCounted(M, Image);
  forRecords<OperationRecord>(Image.Operations, finishKeys);
  if (Image.Counters.ok() && Image.Counters.size())
    addBlocks(M, reinterpret_cast<U64 *>(Image.Counters.data()));
  if (!M.HasPast)
    return;
  addPast<U64>(Image.Counters, M.Past.Counters,
               [](U64 &Now, const U64 &Past) { Now += Past; });
  addPast<ScanRecord>(Image.Scans, M.Past.Scans, addScan);
  addPast<MemoRecord>(Image.Memos, M.Past.Memos, addMemo);
  addPast<WaitRecord>(Image.Waits, M.Past.Waits, addWait);
  addPast<OperationRecord>(Image.Operations, M.Past.Operations, addOperation);
}

void copyPast(const Module &M, ModuleImage &Image) {
  auto Copy = [](Buffer &To, const Buffer &From) {
    To.append(From.data(), From.size());
  };
  Image.Functions.refer(M.Past.Functions.data(), M.Past.Functions.size());
  Image.Info.refer(M.Past.Info.data(), M.Past.Info.size());
  Image.Counters.refer(M.Past.Counters.data(), M.Past.Counters.size());
  Image.Sites.refer(M.Past.Sites.data(), M.Past.Sites.size());
  Image.Files.refer(M.Past.Files.data(), M.Past.Files.size());
  Image.Structs.refer(M.Past.Structs.data(), M.Past.Structs.size());
  Image.Carriers.refer(M.Past.Carriers.data(), M.Past.Carriers.size());
  Copy(Image.Scans, M.Past.Scans);
  Copy(Image.Memos, M.Past.Memos);
  Copy(Image.Waits, M.Past.Waits);
  Copy(Image.Operations, M.Past.Operations);
}

U64 sharedCount(const Module &M, U64 I) {
  const auto *Kept = reinterpret_cast<const U64 *>(M.Kept.data());
  return counted(loadRelaxed(M.Sections.Counters[I]), Kept ? Kept[I] : 0);
}

void addToShared(Module &M, U64 I, U64 More) {
  if (U64 *Kept = keptFigures(M))
    Kept[I] += More;
}

void keepFigures(Module &M, Keep How) {
  const ModuleSections &S = M.Sections;
  if (U64 *Kept = keptFigures(M))
    forFigures(S.Counters, S.CountersEnd, S.Scans, S.ScansEnd, S.Memos,
               S.MemosEnd, S.Operations, S.OperationsEnd,
               [&](const U64 &Figure) {
                 keep(*Kept++, loadRelaxed(Figure), How);
               });
}

static void clearPast(Module &M) {
  if (!M.HasPast)
    return;
  zeroBytes(M.Past.Counters.data(), M.Past.Counters.size());
  forRecords<ScanRecord>(M.Past.Scans, clearScan);
  forRecords<MemoRecord>(M.Past.Memos, clearMemoFigures);
  forRecords<WaitRecord>(M.Past.Waits, clearWait);
  forRecords<OperationRecord>(M.Past.Operations, clearOperation);
}

void resetFigures(Module &M) {
  clearPast(M);
  M.Kept.release();
  if (!M.Live)
    return;
  const ModuleSections &S = M.Sections;
  for (ScanRecord *Scan = S.Scans; Scan < S.ScansEnd; ++Scan)
    clearScan(*Scan);
  for (MemoRecord *Memo = S.Memos; Memo < S.MemosEnd; ++Memo)
    resetMemo(*Memo);
  for (WaitRecord *Wait = S.Waits; Wait < S.WaitsEnd; ++Wait)
    clearWait(*Wait);
  for (OperationRecord *O = S.Operations; O < S.OperationsEnd; ++O)
    clearOperation(*O);
}

void ModuleImage::own() {
  for (Buffer *B : {&Info, &Sites, &Files, &Structs})
    B->own();
}

bool ModuleImage::ok() const {
  return Functions.ok() && Info.ok() && Counters.ok() && Sites.ok() &&
         Scans.ok() && Memos.ok() && Waits.ok() && Operations.ok() &&
         Files.ok() && Carriers.ok() && Structs.ok();
}

void ModuleImage::release() {
  for (Buffer *B : {&Functions, &Info, &Counters, &Sites, &Scans, &Memos, &Waits,
                    &Operations, &Files, &Carriers, &Structs})
    B->release();
}

void clearModuleFigures() {
  for (Module *M = firstModule(); M; M = M->Next) {
    clearPast(*M);
    M->Kept.release();
    if (!M->Live)
      continue;
    const ModuleSections &S = M->Sections;
    if (S.Counters < S.CountersEnd)
      zeroBytes(S.Counters, size_t(S.CountersEnd - S.Counters) * sizeof(U64));
    for (ScanRecord *Scan = S.Scans; Scan < S.ScansEnd; ++Scan)
      clearScan(*Scan);
    for (MemoRecord *Memo = S.Memos; Memo < S.MemosEnd; ++Memo)
      clearMemo(*Memo);
    for (WaitRecord *Wait = S.Waits; Wait < S.WaitsEnd; ++Wait)
      clearWait(*Wait);
    for (OperationRecord *O = S.Operations; O < S.OperationsEnd; ++O)
      clearOperation(*O);
  }
}

} // namespace hone::rt
