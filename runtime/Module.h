//===- Module.h - the instrumented modules of the process ------*- C++ -*-===//
//
// Owns: the list of modules (executable, shared objects), the process-wide
// function ids, and the figures of modules that were unloaded. A module's
// pointers are turned into the file's indexes here and nowhere else.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_MODULE_H
#define HONE_RUNTIME_MODULE_H

#include "Counting.h"
#include "Memory.h"
#include "Objects.h"

#include <limits.h>

namespace hone::rt {

/// The sections of one module, in its own memory.
struct ModuleSections {
  U32 AbiVersion; ///< first for ever, as the next
  U32 Size;       ///< of this struct
  FunctionRecord *Functions, *FunctionsEnd;
  U64 *Counters, *CountersEnd;
  const SiteRecord *Sites, *SitesEnd;
  ScanRecord *Scans, *ScansEnd;
  MemoRecord *Memos, *MemosEnd;
  WaitRecord *Waits, *WaitsEnd;
  OperationRecord *Operations, *OperationsEnd;
  const char *Files, *FilesEnd;
  const char *Info, *InfoEnd;
  LinkRecord *Links, *LinksEnd;
  const U32 *Carriers, *CarriersEnd;
  const char *Structs, *StructsEnd;
};

/// A module's data as in the file: pointers replaced by indexes. What the module
/// itself holds in that form is referred to, not copied.
struct ModuleImage {
  Buffer Functions, Info, Counters, Sites, Scans, Memos, Waits, Operations,
      Files, Carriers, Structs;

  bool ok() const;
  /// Copies what is referred to, before the module goes.
  void own();
  void release();
};

/// A module of the process. Made at the first registration, never freed: ids
/// and samples refer to it, and the same file loaded again carries on with it.
struct Module {
  Module *Next;
  U32 Index;   ///< position in the list, and of its MODULE chunk
  U32 FirstId; ///< of its functions; 0: no ids were left, counted only
  U32 NumFunctions;
  U64 NumSites, FirstSite; ///< in the list of all modules' sites
  bool Live;   ///< Sections and the fields below are valid
  bool IsMain; ///< the executable: stays mapped until the end
  ModuleSections Sections;
  U64 Bias; ///< memory address minus address in the ELF file
  AddressRange Code, SiteRange;
  char Path[PATH_MAX];
  char BuildId[2 * 64 + 1]; ///< hexadecimal; empty: none
  U64 FileSize, FileTimeNs;
  U32 LiveIndex; ///< of its record in the live file plus 1; 0: none
  Buffer BlockOffsets; ///< U64 by slot: its counters in the live file; 0: none
  Buffer Asides; ///< by slot, see BlocksAside.h
  bool Placed; ///< all threads have blocks of it
  char *PastPages; ///< counters of earlier loads in the live file, or null
  Buffer Kept; ///< U64 by figure, see Counting.h; empty: all 0
  bool HasPast; ///< Past holds the figures of earlier loads
  ModuleImage Past;
};

/// Notes where the object is, in memory and in the file system.
void describe(Module &M, const Object &O);

/// The first module; the list only grows.
Module *firstModule();
/// Number of modules now loaded.
U32 liveModules();
/// One more than the largest function id given out.
U32 functionIdLimit();
/// An id for what is no function of a module; 0: none is left. Under the lock.
U32 newFunctionId();

/// Says that the module around Inside, made for another version of the ABI than
/// the copy that keeps the books, is left out.
void complainOfVersion(const void *Inside, U32 ItsVersion, U32 BooksVersion);

void registerModule(const ModuleSections *Sections);
void unregisterModule(const ModuleSections *Sections);

/// Puts the module as it is now, with the figures of earlier loads, into Image.
/// Under the runtime's lock.
void takeImage(const Module &M, ModuleImage &Image);

/// As takeImage, of a module that is not loaded.
void copyPast(const Module &M, ModuleImage &Image);

/// What counts of counter I of the module's own, which are shared by all threads
/// without counters of their own.
U64 sharedCount(const Module &M, U64 I);
/// Adds to what counts of it while stopped.
void addToShared(Module &M, U64 I, U64 More);

void keepFigures(Module &M, Keep How);
/// Sets all figures to 0 while the program runs, its blocks' excepted. While
/// stopped.
void resetFigures(Module &M);

/// Adds the figures of one record to another of the same place. Times in either
/// ticks or nanoseconds.
void addScan(ScanRecord &Sum, const ScanRecord &More);
void addMemo(MemoRecord &Sum, const MemoRecord &More);
void addWait(WaitRecord &Sum, const WaitRecord &More);
void addOperation(OperationRecord &Sum, const OperationRecord &More);

/// Sets all figures of all modules to 0, in the child of a fork.
void clearModuleFigures();

/// The name of a call site that outlives its module: module index plus 1 in the
/// upper half, index of the record in the lower. 0: not a site of a live
/// module. Takes no lock; safe in signal handlers.
U64 siteName(const SiteRecord *Site);

/// A site name as EdgeRecord.Site wants it. SiteBase[m]:
/// number of call sites in the modules before module m.
inline U32 siteNumber(U64 Name, const U64 *SiteBase) {
  U64 Module = Name >> 32;
  return Module ? U32(SiteBase[Module - 1] + U32(Name) + 1) : 0;
}

/// The live module whose code holds the address, or null. As siteName.
const Module *moduleOfCode(U64 Address);

} // namespace hone::rt

/// What each module's constructor and destructor call. Resolves, like the
/// hooks, to the copy of the runtime that the module uses.
HONE_INTERFACE void __hone_register(const hone::rt::ModuleSections *Sections);
HONE_INTERFACE void __hone_unregister(const hone::rt::ModuleSections *Sections);

#endif // HONE_RUNTIME_MODULE_H
