//===- Copies.h - one process, several copies of the runtime ---*- C++ -*-===//
//
// Owns: the election of the one copy that keeps the books. Every executable and
// shared object is linked with the runtime. Usually the dynamic linker resolves
// the hooks of all of them to one copy; not so with RTLD_LOCAL, -Bsymbolic,
// version scripts or an executable that was not linked with hone. Each copy
// therefore carries an ELF note that leads to its CopyDescriptor; a copy that
// starts looks for one that is ready, and passes everything on to it.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_COPIES_H
#define HONE_RUNTIME_COPIES_H

#include "Module.h"
#include "Operations.h"

namespace hone::rt {

/// What the elected copy does for the others.
struct Services {
  void (*Register)(const ModuleSections *);
  void (*Unregister)(const ModuleSections *);
  void (*Enter)(FunctionRecord *, U64 *Slot, U64 Sp, const SiteRecord *);
  decltype(&__hone_exit) Exit;
  void (*Unwind)(const U64 *Slot, U64 Sp);
  decltype(&__hone_tail) Tail;
  decltype(&__hone_scan_begin) ScanBegin;
  decltype(&__hone_scan_end) ScanEnd;
  decltype(&__hone_scan_end_list) ScanEndList;
  decltype(&__hone_memo_begin) MemoBegin;
  decltype(&__hone_memo_scalar) MemoScalar;
  decltype(&__hone_memo_bytes) MemoBytes;
  decltype(&__hone_memo_cstring) MemoCString;
  decltype(&__hone_memo_call) MemoCall;
  decltype(&__hone_memo_end) MemoEnd;
  decltype(&__hone_memo_take) MemoTake;
  decltype(&__hone_memo_take_size) MemoTakeSize;
  decltype(&__hone_memo_take_bytes) MemoTakeBytes;
  decltype(&__hone_memo_taken) MemoTaken;
  decltype(&__hone_wait_begin) WaitBegin;
  decltype(&__hone_wait_end) WaitEnd;
  decltype(&beginOperation) OperationBegin;
  decltype(&__hone_operation_end) OperationEnd;
  decltype(&__hone_growth_begin) GrowthBegin;
  decltype(&__hone_growth_turn) GrowthTurn;
  decltype(&__hone_growth_end) GrowthEnd;
  void (*CountHere)();
  decltype(&__hone_api_start) Start;
  decltype(&__hone_api_stop) Stop;
  decltype(&__hone_api_is_running) IsRunning;
  decltype(&__hone_api_reset) Reset;
  decltype(&__hone_api_dump) Dump;
  decltype(&__hone_api_region_begin) RegionBegin;
  decltype(&__hone_api_region_end) RegionEnd;
};

struct CopyDescriptor {
  U32 AbiVersion; ///< first for ever: a copy of any version reads it
  U32 Ready;      ///< not 0: this copy keeps the process's books
  const ModuleSections *Sections; ///< of the module the copy was linked into
  Services Table;
};

/// The elected copy's services, in a copy that was not elected.
extern const Services *Elected;

/// Looks for a ready copy; if there is none, this one becomes it: true. Else it
/// is Elected, unless its version is another. Complains of what is wrong.
bool elect();

/// Registers First and all other modules that are loaded. Code of one may run
/// before its own constructor does: an allocator that the others call, say.
void registerModules(const ModuleSections *First);

} // namespace hone::rt

#endif // HONE_RUNTIME_COPIES_H
