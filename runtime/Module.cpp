//===- Module.cpp - the instrumented modules of the process -----*- C++ -*-===//
//
// Owns: see Module.h.
//
//===----------------------------------------------------------------------===//

#include "Module.h"

#include "Report.h"
#include "Runtime.h"
#include "Thread.h"

#include <link.h>
#include <sys/stat.h>

namespace hone::rt {

namespace {

Module *Modules;
U32 NumModules, NumLive;
U32 NextId = 1;

template <class T> size_t count(const T *First, const T *End) {
  return First < End ? size_t(End - First) : 0;
}

void readBuildId(const char *Notes, size_t Size, Module &M) {
  constexpr U32 GnuBuildId = 3;
  while (Size >= sizeof(ElfW(Nhdr))) {
    const auto *N = reinterpret_cast<const ElfW(Nhdr) *>(Notes);
    size_t Name = (N->n_namesz + 3) & ~size_t(3);
    size_t Whole = sizeof(*N) + Name + ((N->n_descsz + 3) & ~size_t(3));
    if (Whole > Size)
      return;
    const char *Bytes = Notes + sizeof(*N);
    if (N->n_type == GnuBuildId && N->n_namesz == 4 &&
        memcmp(Bytes, "GNU", 4) == 0 &&
        2 * N->n_descsz < sizeof(M.BuildId)) {
      for (U32 I = 0; I != N->n_descsz; ++I) {
        unsigned char Byte = (unsigned char)Bytes[Name + I];
        M.BuildId[2 * I] = "0123456789abcdef"[Byte >> 4];
        M.BuildId[2 * I + 1] = "0123456789abcdef"[Byte & 15];
      }
      return;
    }
    Notes += Whole;
    Size -= Whole;
  }
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
    M.FileTimeNs = U64(Status.st_mtim.tv_sec) * 1000000000 +
                   U64(Status.st_mtim.tv_nsec);
  }
}

/// Completes Data, a Module, if Object is the one its sections are in.
int describeObject(dl_phdr_info *Object, size_t, void *Data) {
  auto &M = *static_cast<Module *>(Data);
  U64 Inside = reinterpret_cast<U64>(M.Sections.Functions);
  bool Found = false;
  AddressRange Code;
  for (int I = 0; I != Object->dlpi_phnum; ++I) {
    const ElfW(Phdr) &P = Object->dlpi_phdr[I];
    AddressRange Segment{Object->dlpi_addr + P.p_vaddr,
                         Object->dlpi_addr + P.p_vaddr + P.p_memsz};
    if (P.p_type != PT_LOAD)
      continue;
    Found |= Segment.contains(Inside);
    if (P.p_flags & PF_X) {
      Code.Low = Code.High ? Code.Low : Segment.Low;
      Code.High = Segment.High;
    }
  }
  if (!Found)
    return 0;
  M.Bias = Object->dlpi_addr;
  M.Code = Code;
  for (int I = 0; I != Object->dlpi_phnum; ++I)
    if (const ElfW(Phdr) &P = Object->dlpi_phdr[I]; P.p_type == PT_NOTE)
      readBuildId(reinterpret_cast<const char *>(M.Bias + P.p_vaddr), P.p_memsz,
                  M);
  notePath(M, Object->dlpi_name);
  return 1;
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
  memcpy(static_cast<void *>(M), &Described, sizeof(Module));
  M->Index = NumModules++;
  Module **Tail = &Modules;
  while (*Tail)
    Tail = &(*Tail)->Next;
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

} // namespace

Module *firstModule() { return loadAcquire(Modules); }
U32 liveModules() { return NumLive; }
U32 functionIdLimit() { return NextId; }

void registerModule(const ModuleSections *Sections) {
  if (Sections->Functions >= Sections->FunctionsEnd)
    return;
  Guard TheGuard;
  if (phase() != Phase::Running || find(*Sections))
    return;
  // Static: a Module is too large for the small stacks of some threads.
  static Module Described;
  memset(static_cast<void *>(&Described), 0, sizeof(Described));
  Described.Sections = *Sections;
  Described.NumFunctions =
      U32(count(Sections->Functions, Sections->FunctionsEnd));
  Described.NumSites = count(Sections->Sites, Sections->SitesEnd);
  dl_iterate_phdr(describeObject, &Described);
  Module *M = earlierLoad(Described);
  if (!M && !(M = addModule(Described)))
    return;
  M->Sections = *Sections;
  M->Bias = Described.Bias;
  M->Code = Described.Code;
  M->SiteRange = {reinterpret_cast<U64>(Sections->Sites),
                  reinterpret_cast<U64>(Sections->Sites + M->NumSites)};
  giveIds(*M);
  storeRelease(M->Live, true);
  ++NumLive;
}

void unregisterModule(const ModuleSections *Sections) {
  {
    Guard TheGuard;
    Module *M = find(*Sections);
    if (!M || phase() != Phase::Running)
      return;
    --NumLive;
    // The executable stays mapped: what runs in it later still counts.
    if (!M->IsMain) {
      ModuleImage Now = {};
      takeImage(*M, Now);
      M->Past.release();
      memcpy(static_cast<void *>(&M->Past), &Now, sizeof(Now));
      M->HasPast = true;
      storeRelease(M->Live, false);
      for (ThreadState *T = firstThread(); T; T = T->Next)
        if (T->Live && M->SiteRange.contains(
                           reinterpret_cast<U64>(loadRelaxed(*T->Cursor))))
          storeRelaxed<const SiteRecord *>(*T->Cursor, nullptr);
    }
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
