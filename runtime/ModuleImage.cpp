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
#include "Scan.h"

#include <initializer_list>

namespace hone::rt {

namespace {

template <class T> size_t bytes(const T *First, const T *End) {
  return First < End ? size_t(End - First) * sizeof(T) : 0;
}

/// The offset in INFO of what the field leads to.
I64 infoOffset(const ModuleSections &S, const I64 &Field) {
  return reinterpret_cast<const char *>(&Field) + Field - S.Info;
}

template <class Record>
void forRecords(Buffer &Records, void (*Visit)(Record &)) {
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

void takeFunctions(const Module &M, ModuleImage &Image) {
  const ModuleSections &S = M.Sections;
  for (const FunctionRecord *F = S.Functions; F < S.FunctionsEnd; ++F) {
    FunctionRecord Copy = *F;
    const char *First =
        reinterpret_cast<const char *>(&F->Counters) + F->Counters;
    Copy.Counters = F->NumCounters
                        ? (First - reinterpret_cast<const char *>(S.Counters)) /
                              I64(sizeof(U64))
                        : 0;
    Copy.Info = infoOffset(S, F->Info);
    Copy.Id = M.FirstId ? M.FirstId + U32(F - S.Functions) : 0;
    Image.Functions.append(&Copy, sizeof(Copy));
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
  M.Overflow += P.Overflow;
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

void takeImage(const Module &M, ModuleImage &Image) {
  const ModuleSections &S = M.Sections;
  takeFunctions(M, Image);
  Image.Counters.append(S.Counters, bytes(S.Counters, S.CountersEnd));
  if (Image.Counters.ok() && Image.Counters.size())
    addBlocks(M, reinterpret_cast<U64 *>(Image.Counters.data()));
  Image.Info.refer(S.Info, bytes(S.Info, S.InfoEnd));
  Image.Sites.refer(S.Sites, bytes(S.Sites, S.SitesEnd));
  Image.Files.refer(S.Files, bytes(S.Files, S.FilesEnd));
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
  if (!M.HasPast)
    return;
  addPast<U64>(Image.Counters, M.Past.Counters,
               [](U64 &Now, const U64 &Past) { Now += Past; });
  addPast<ScanRecord>(Image.Scans, M.Past.Scans, addScan);
  addPast<MemoRecord>(Image.Memos, M.Past.Memos, addMemo);
}

void ModuleImage::own() {
  for (Buffer *B : {&Info, &Sites, &Files})
    B->own();
}

bool ModuleImage::ok() const {
  return Functions.ok() && Info.ok() && Counters.ok() && Sites.ok() &&
         Scans.ok() && Memos.ok() && Files.ok();
}

void ModuleImage::release() {
  for (Buffer *B :
       {&Functions, &Info, &Counters, &Sites, &Scans, &Memos, &Files})
    B->release();
}

void clearModuleFigures() {
  for (Module *M = firstModule(); M; M = M->Next) {
    if (M->HasPast) {
      zeroBytes(M->Past.Counters.data(), M->Past.Counters.size());
      forRecords<ScanRecord>(M->Past.Scans, clearScan);
      forRecords<MemoRecord>(M->Past.Memos, clearMemoFigures);
    }
    if (!M->Live)
      continue;
    const ModuleSections &S = M->Sections;
    if (S.Counters < S.CountersEnd)
      zeroBytes(S.Counters, size_t(S.CountersEnd - S.Counters) * sizeof(U64));
    for (ScanRecord *Scan = S.Scans; Scan < S.ScansEnd; ++Scan)
      clearScan(*Scan);
    for (MemoRecord *Memo = S.Memos; Memo < S.MemosEnd; ++Memo)
      clearMemo(*Memo);
  }
}

} // namespace hone::rt
