//===- Copies.cpp - one process, several copies of the runtime --*- C++ -*-===//
//
// Owns: see Copies.h; and this copy's own sections, constructor and destructor.
//
//===----------------------------------------------------------------------===//

#include "Copies.h"

#include "CounterBlocks.h"
#include "Heap.h"
#include "Report.h"
#include "Runtime.h"
#include "Thread.h"

#include <dlfcn.h>

// Weak: in a static executable the linker would warn of it, and nothing needs
// pinning there.
extern "C" __attribute__((weak)) void *dlopen(const char *, int) noexcept(true);

//===-- The sections of the module this copy was linked into --------------===//

#define HONE_SECTION(Type, Name)                                               \
  extern "C"                                                                   \
      __attribute__((weak, visibility("hidden"))) Type __start_##Name[],       \
      __stop_##Name[];
HONE_SECTION(hone::FunctionRecord, hone_functions)
HONE_SECTION(hone::U64, hone_cnts)
HONE_SECTION(const hone::SiteRecord, hone_sites)
HONE_SECTION(hone::ScanRecord, hone_scans)
HONE_SECTION(hone::MemoRecord, hone_memos)
HONE_SECTION(hone::WaitRecord, hone_waits)
HONE_SECTION(hone::OperationRecord, hone_operations)
HONE_SECTION(hone::LinkRecord, hone_links)
HONE_SECTION(const hone::U32, hone_carriers)
HONE_SECTION(const char, hone_files)
HONE_SECTION(const char, hone_info)
HONE_SECTION(const char, hone_structs)
#undef HONE_SECTION

// What instrumented objects refer to; the name carries the version.
#define HONE_STRING(X) #X
#define HONE_VALUE(X) HONE_STRING(X)
extern "C" __attribute__((visibility("default"))) const hone::U32
    HoneAbi asm(HONE_ABI_SYMBOL_PREFIX HONE_VALUE(HONE_ABI_VERSION));
const hone::U32 HoneAbi = HONE_ABI_VERSION;

// The note that leads to the descriptor:
//   namesz 5, descsz 16, type 1, "hone\0" + padding,
//   ABI version, 0, address of the descriptor minus address of this word
extern "C" {
extern hone::rt::CopyDescriptor HoneCopy;
}
asm(".pushsection .note.hone,\"a\",@note\n"
    "  .balign 4\n"
    "  .long 5, 16, 1\n"
    "  .asciz \"hone\"\n"
    "  .balign 4\n"
    "  .long " HONE_VALUE(HONE_ABI_VERSION) ", 0\n"
                                            "  .quad HoneCopy - .\n"
                                            ".popsection\n");
#undef HONE_VALUE
#undef HONE_STRING

namespace hone::rt {
static const ModuleSections OwnSections = {
    HONE_ABI_VERSION,      sizeof(ModuleSections), __start_hone_functions,
    __stop_hone_functions, __start_hone_cnts,      __stop_hone_cnts,
    __start_hone_sites,    __stop_hone_sites,      __start_hone_scans,
    __stop_hone_scans,     __start_hone_memos,     __stop_hone_memos,
    __start_hone_waits,    __stop_hone_waits,      __start_hone_operations,
    __stop_hone_operations, __start_hone_files,    __stop_hone_files,
    __start_hone_info,     __stop_hone_info,       __start_hone_links,
    __stop_hone_links,     __start_hone_carriers,  __stop_hone_carriers,
    __start_hone_structs,  __stop_hone_structs};
} // namespace hone::rt

hone::rt::CopyDescriptor HoneCopy = {
    HONE_ABI_VERSION,
    0,
    &hone::rt::OwnSections,
    {hone::rt::registerModules, hone::rt::unregisterModule, hone::rt::enterFrom,
     __hone_exit, hone::rt::unwindTo, __hone_tail, __hone_scan_begin,
     __hone_scan_end, __hone_scan_end_list, __hone_memo_begin,
     __hone_memo_scalar, __hone_memo_bytes, __hone_memo_cstring,
     __hone_memo_call, __hone_memo_end, __hone_memo_take,
     __hone_memo_take_size, __hone_memo_take_bytes, __hone_memo_taken,
     __hone_wait_begin, __hone_wait_end,
     hone::rt::beginOperation, __hone_operation_end, __hone_growth_begin,
     __hone_growth_turn, __hone_growth_end, HoneCountHere,
     __hone_api_start, __hone_api_stop, __hone_api_is_running, __hone_api_reset,
     __hone_api_dump, __hone_api_region_begin, __hone_api_region_end}};

namespace hone::rt {

const Services *Elected;

namespace {

void moduleStarts() { __hone_register(&OwnSections); }

// The linker puts the runtime before the program's objects, so among
// constructors of the same priority ours is first, among destructors last. The
// first of all priorities: without its block the module must not count.
__attribute__((section(".init_array.00000"), used)) void (*const Starts)() =
    moduleStarts;
__attribute__((destructor(101))) void moduleEnds() {
  __hone_unregister(&OwnSections);
}

/// Calls Visit for the descriptor of each copy but this one, until it returns
/// true.
template <class Visitor> void anyCopy(Visitor Visit) {
  anyObject([&](const Object &O) {
    bool Found = false;
    forNotes(O, "hone", 1, [&](const char *Bytes, U32 Size) {
      I64 Distance;
      constexpr size_t Place = 8;
      if (Size != Place + sizeof(Distance) || Found)
        return;
      memcpy(&Distance, Bytes + Place, sizeof(Distance));
      const auto *Copy =
          reinterpret_cast<const CopyDescriptor *>(Bytes + Place + Distance);
      Found = Copy != &HoneCopy && Visit(*Copy);
    });
    return Found;
  });
}

/// A copy of whatever version that keeps the process's books.
const CopyDescriptor *findReadyCopy() {
  const CopyDescriptor *Ready = nullptr;
  anyCopy([&](const CopyDescriptor &Copy) {
    if (loadAcquire(Copy.Ready))
      Ready = &Copy;
    return Ready != nullptr;
  });
  return Ready;
}

/// Keeps this copy's shared object in memory until the end of the process:
/// other copies call it. False when the system can't.
bool pinThisCopy() {
  bool Pinned = false;
  withObjectAround(&HoneCopy, [&](const Object &O) {
    // The executable has an empty name and needs no pin.
    Pinned = !*O.dlpi_name ||
             (dlopen &&
              dlopen(O.dlpi_name, RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE));
  });
  return Pinned;
}

} // namespace

void registerModules(const ModuleSections *First) {
  registerModule(First);
  constexpr U32 AtOnce = 64;
  // Not registered within the visit, which holds the dynamic linker's lock.
  for (U32 Seen = 0, Skipped = 0;; Seen += AtOnce, Skipped = 0) {
    const ModuleSections *Found[AtOnce];
    U32 Count = 0;
    anyCopy([&](const CopyDescriptor &Copy) {
      if (Copy.AbiVersion == HONE_ABI_VERSION && Skipped++ >= Seen)
        Found[Count++] = Copy.Sections;
      return Count == AtOnce;
    });
    for (U32 I = 0; I != Count; ++I)
      registerModule(Found[I]);
    if (Count < AtOnce)
      break;
  }
  observeNewObjects();
}

bool elect() {
  if (const CopyDescriptor *Ready = findReadyCopy()) {
    if (Ready->AbiVersion == HONE_ABI_VERSION)
      Elected = &Ready->Table;
    else
      complainOfVersion(&HoneCopy, HONE_ABI_VERSION, Ready->AbiVersion);
    return false;
  }
  if (!pinThisCopy()) {
    complain(
        {"no profile: this shared object can't be kept in memory; link the "
         "executable with hone, too"});
    return false;
  }
  storeRelease(HoneCopy.Ready, U32(1));
  return true;
}

} // namespace hone::rt
