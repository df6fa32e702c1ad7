//===- Module.cpp - the instrumented modules of the process -----*- C++ -*-===//
//
// Owns: see Module.h.
//
//===----------------------------------------------------------------------===//

#include "Module.h"

#include "CacheTrial.h"
#include "CounterBlocks.h"
#include "HeapAccounts.h"
#include "Memo.h"
#include "Report.h"
#include "Runtime.h"
#include "Scan.h"
#include "Thread.h"
#include "Throttle.h"

#include <sys/stat.h>

namespace hone::rt {

namespace {

Module *Modules;
U32 NumModules, NumLive;
U32 NextId = 1;

template <class T> size_t count(const T *First, const T *End) {
  return First < End ? size_t(End - First) : 0;
}

void noteBuildId(Module &M, const Object &O) {
  forNotes(O, "GNU", GnuBuildId, [&](const char *Bytes, U32 Size) {
    if (2 * Size >= sizeof(M.BuildId))
      return;
    for (U32 I = 0; I != Size; ++I) {
      auto Byte = static_cast<unsigned char>(Bytes[I]);
      M.BuildId[2 * I] = "0123456789abcdef"[Byte >> 4];
      M.BuildId[2 * I + 1] = "0123456789abcdef"[Byte & 15];
    }
    M.BuildId[2 * Size] = '\0';
  });
}

void notePath(Module &M, const char *Name) {
  M.IsMain = !*Name;
  if (M.IsMain) {
    ssize_t Length = readlink("/proc/self/exe", M.Path, sizeof(M.Path) - 1);
    M.Path[Length > 0 ? Length : 0] = '\0';
  } else {
    size_t Used = 0;
    auto Add = [&](const char *Text) {
      while (*Text && Used < sizeof(M.Path) - 1)
        M.Path[Used++] = *Text++;
    };
    if (*Name != '/') {
      Add(TheProcess.Directory.text());
      Add("/");
    }
    Add(Name);
  }
  struct stat Status;
  if (stat(M.Path, &Status) == 0) {
    M.FileSize = U64(Status.st_size);
    M.FileTimeNs =
        U64(Status.st_mtim.tv_sec) * 1000000000 + U64(Status.st_mtim.tv_nsec);
  }
}

/// The module that this one is another load of.
Module *earlierLoad(const Module &M) {
  for (Module *Old = Modules; Old; Old = Old->Next)
    if (!Old->Live && Old->NumFunctions == M.NumFunctions &&
        Old->NumSites == M.NumSites && Old->FileSize == M.FileSize &&
        Old->FileTimeNs == M.FileTimeNs && strcmp(Old->Path, M.Path) == 0 &&
        strcmp(Old->BuildId, M.BuildId) == 0)
      return Old;
  return nullptr;
}

void giveIds(Module &M) {
  if (!M.FirstId && M.NumFunctions < MaxFunctions - NextId) {
    M.FirstId = NextId;
    NextId += M.NumFunctions;
  } else if (!M.FirstId) {
    complain({"'", M.Path, "' brings the program to a million functions: its "
              "own are counted but not timed"});
  }
  for (U32 I = 0; M.FirstId && I != M.NumFunctions; ++I)
    M.Sections.Functions[I].Id = M.FirstId + I;
}

Module *addModule(const Module &Described) {
  auto *M = mapArray<Module>(1);
  if (!M) {
    complain({"no memory to register '", Described.Path,
              "'; it is left out of the profile"});
    return nullptr;
  }
  copyBytes(M, &Described, sizeof(Module));
  M->Index = NumModules++;
  Module **Tail = &Modules;
  for (; *Tail; Tail = &(*Tail)->Next)
    M->FirstSite += (*Tail)->NumSites;
  storeRelease(*Tail, M);
  return M;
}

/// The live module with these sections.
Module *find(const ModuleSections &Sections) {
  for (Module *M = Modules; M; M = M->Next)
    if (M->Live && M->Sections.Functions == Sections.Functions)
      return M;
  return nullptr;
}

/// Keeps the figures of a module that goes, and every pointer into it goes too.
void retire(Module &M) {
  ModuleImage Now = {};
  takeImage(M, Now);
  Now.own();
  M.Past.release();
  copyBytes(&M.Past, &Now, sizeof(Now));
  M.HasPast = true;
  storeRelease(M.Live, false);
  retireBlocks(M);
  forgetGates(M.Sections.Functions, M.Sections.FunctionsEnd);
  M.Kept.release();
  for (ScanRecord *S = M.Sections.Scans; S < M.Sections.ScansEnd; ++S)
    releaseScan(*S);
  for (MemoRecord *Memo = M.Sections.Memos; Memo < M.Sections.MemosEnd; ++Memo)
    releaseMemo(*Memo);
  forgetHeapSites(M.SiteRange.Low);
  for (ThreadState *T = firstThread(); T; T = T->Next)
    if (T->Live &&
        M.SiteRange.contains(reinterpret_cast<U64>(loadRelaxed(*T->Cursor))))
      storeRelaxed<const SiteRecord *>(*T->Cursor, nullptr);
}

} // namespace

void describe(Module &M, const Object &O) {
  M.Bias = O.dlpi_addr;
  for (int I = 0; I != O.dlpi_phnum; ++I)
    if (O.dlpi_phdr[I].p_type == PT_LOAD && (O.dlpi_phdr[I].p_flags & PF_X)) {
      AddressRange Segment = rangeOf(O, O.dlpi_phdr[I]);
      M.Code.Low = M.Code.High ? M.Code.Low : Segment.Low;
      M.Code.High = Segment.High;
    }
  noteBuildId(M, O);
  notePath(M, O.dlpi_name);
}

Module *firstModule() { return loadAcquire(Modules); }
U32 liveModules() { return NumLive; }
U32 functionIdLimit() { return NextId; }
U32 newFunctionId() { return NextId < MaxFunctions - 1 ? NextId++ : 0; }

void complainOfVersion(const void *Inside, U32 ItsVersion, U32 BooksVersion) {
  Buffer Numbers;
  Numbers.appendNumber(ItsVersion);
  Numbers.appendText(", this program for ");
  Numbers.appendNumber(BooksVersion);
  const char *Name = "";
  withObjectAround(Inside, [&](const Object &O) { Name = O.dlpi_name; });
  complain({"'", *Name ? Name : "the executable", "' was built for hone ABI ",
            Numbers.text(), "; it is left out of the profile: ",
            "build both with the same hone"});
  Numbers.release();
}

void registerModule(const ModuleSections *Sections) {
  if (isTrial())
    return registerForTrial(*Sections);
  if (phase() != Phase::Running)
    return;
  if (Sections->AbiVersion != HONE_ABI_VERSION)
    return complainOfVersion(Sections, Sections->AbiVersion, HONE_ABI_VERSION);
  Guard TheGuard;
  if (Sections->Functions >= Sections->FunctionsEnd || find(*Sections))
    return;
  // Static: a Module is too large for the small stacks of some threads.
  static Module Described;
  zeroBytes(&Described, sizeof(Described));
  Described.Sections = *Sections;
  Described.NumFunctions =
      U32(count(Sections->Functions, Sections->FunctionsEnd));
  Described.NumSites = count(Sections->Sites, Sections->SitesEnd);
  withObjectAround(Sections->Functions,
                   [](const Object &O) { describe(Described, O); });
  Module *M = earlierLoad(Described);
  if (!M && !(M = addModule(Described)))
    return;
  removeBlocks(*M); // of the earlier load, which was somewhere else
  M->Sections = *Sections;
  M->Bias = Described.Bias;
  M->Code = Described.Code;
  M->SiteRange = {reinterpret_cast<U64>(Sections->Sites),
                  reinterpret_cast<U64>(Sections->Sites + M->NumSites)};
  giveIds(*M);
  placeModule(*M);
  storeRelease(M->Live, true);
  ++NumLive;
}

void unregisterModule(const ModuleSections *Sections) {
  {
    Guard TheGuard;
    Module *M =
        Sections->AbiVersion == HONE_ABI_VERSION && phase() == Phase::Running
            ? find(*Sections)
            : nullptr;
    if (!M)
      return;
    --NumLive;
    // The executable stays mapped: what runs in it later still counts.
    if (!M->IsMain)
      retire(*M);
  }
  finishIfLast();
}

U64 siteName(const SiteRecord *Site) {
  U64 Address = reinterpret_cast<U64>(Site);
  for (const Module *M = firstModule(); Site && M; M = loadAcquire(M->Next))
    if (loadAcquire(M->Live) && M->SiteRange.contains(Address))
      return U64(M->Index + 1) << 32 | U64(Site - M->Sections.Sites);
  return 0;
}

const Module *moduleOfCode(U64 Address) {
  for (const Module *M = firstModule(); M; M = loadAcquire(M->Next))
    if (loadAcquire(M->Live) && M->Code.contains(Address))
      return M;
  return nullptr;
}

} // namespace hone::rt
