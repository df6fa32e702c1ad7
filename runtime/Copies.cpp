//===- Copies.cpp - one process, several copies of the runtime --*- C++ -*-===//
//
// Owns: see Copies.h; and this copy's own sections, constructor and destructor.
//
//===----------------------------------------------------------------------===//

#include "Copies.h"

#include "Report.h"
#include "Runtime.h"
#include "Thread.h"

#include <dlfcn.h>
#include <link.h>

// Weak: in a static executable the linker would warn of it, and nothing needs
// pinning there.
extern "C" __attribute__((weak)) void *dlopen(const char *, int) noexcept(true);

//===-- The sections of the module this copy was linked into --------------===//

#define HONE_SECTION(Type, Name)                                               \
  extern "C" __attribute__((weak, visibility("hidden"))) Type                  \
      __start_##Name[], __stop_##Name[];
HONE_SECTION(hone::FunctionRecord, hone_functions)
HONE_SECTION(hone::U64, hone_cnts)
HONE_SECTION(const hone::SiteRecord, hone_sites)
HONE_SECTION(hone::ScanRecord, hone_scans)
HONE_SECTION(hone::MemoRecord, hone_memos)
HONE_SECTION(const char, hone_files)
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

hone::rt::CopyDescriptor HoneCopy = {
    HONE_ABI_VERSION,
    0,
    {hone::rt::registerModule, hone::rt::unregisterModule, hone::rt::enterFrom,
     __hone_exit, __hone_unwind, __hone_tail, __hone_scan_begin, __hone_scan_end,
     __hone_scan_end_list, __hone_memo_begin, __hone_memo_scalar,
     __hone_memo_bytes, __hone_memo_cstring, __hone_memo_call,
     __hone_memo_end}};

namespace hone::rt {

const Services *Elected;

namespace {

const ModuleSections OwnSections = {
    HONE_ABI_VERSION,       sizeof(ModuleSections),
    __start_hone_functions, __stop_hone_functions,
    __start_hone_cnts,      __stop_hone_cnts,
    __start_hone_sites,     __stop_hone_sites,
    __start_hone_scans,     __stop_hone_scans,
    __start_hone_memos,     __stop_hone_memos,
    __start_hone_files,     __stop_hone_files};

// The linker puts the runtime before the program's objects, so among
// constructors of the same priority ours is first, among destructors last.
__attribute__((constructor(101))) void moduleStarts() {
  __hone_register(&OwnSections);
}
__attribute__((destructor(101))) void moduleEnds() {
  __hone_unregister(&OwnSections);
}

/// Walks the notes of one segment; returns a ready copy's descriptor.
const CopyDescriptor *readyCopy(const char *Notes, size_t Size) {
  while (Size >= sizeof(ElfW(Nhdr))) {
    const auto *N = reinterpret_cast<const ElfW(Nhdr) *>(Notes);
    size_t Name = (N->n_namesz + 3) & ~size_t(3);
    size_t Whole = sizeof(*N) + Name + ((N->n_descsz + 3) & ~size_t(3));
    if (Whole > Size)
      return nullptr;
    const char *Offset = Notes + sizeof(*N) + Name + 8;
    if (N->n_type == 1 && N->n_namesz == 5 && N->n_descsz == 16 &&
        memcmp(N + 1, "hone", 5) == 0) {
      I64 Distance;
      memcpy(&Distance, Offset, sizeof(Distance));
      const auto *Copy =
          reinterpret_cast<const CopyDescriptor *>(Offset + Distance);
      if (Copy != &HoneCopy && loadAcquire(Copy->Ready))
        return Copy;
    }
    Notes += Whole;
    Size -= Whole;
  }
  return nullptr;
}

int findReadyCopy(dl_phdr_info *Object, size_t, void *Found) {
  for (int I = 0; I != Object->dlpi_phnum; ++I) {
    const ElfW(Phdr) &P = Object->dlpi_phdr[I];
    if (P.p_type != PT_NOTE)
      continue;
    const char *Notes =
        reinterpret_cast<const char *>(Object->dlpi_addr + P.p_vaddr);
    if (const CopyDescriptor *Copy = readyCopy(Notes, P.p_memsz)) {
      *static_cast<const CopyDescriptor **>(Found) = Copy;
      return 1;
    }
  }
  return 0;
}

int pinObject(dl_phdr_info *Object, size_t, void *Pinned) {
  U64 Inside = reinterpret_cast<U64>(&HoneCopy);
  for (int I = 0; I != Object->dlpi_phnum; ++I) {
    const ElfW(Phdr) &P = Object->dlpi_phdr[I];
    AddressRange Segment{Object->dlpi_addr + P.p_vaddr,
                         Object->dlpi_addr + P.p_vaddr + P.p_memsz};
    if (P.p_type != PT_LOAD || !Segment.contains(Inside))
      continue;
    // The executable has an empty name and needs no pin.
    *static_cast<bool *>(Pinned) =
        !*Object->dlpi_name ||
        (dlopen && dlopen(Object->dlpi_name,
                          RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE));
    return 1;
  }
  return 0;
}

} // namespace

Election elect() {
  const CopyDescriptor *Ready = nullptr;
  dl_iterate_phdr(findReadyCopy, &Ready);
  if (!Ready) {
    storeRelease(HoneCopy.Ready, U32(1));
    return Election::Won;
  }
  if (Ready->AbiVersion != HONE_ABI_VERSION)
    return Election::OtherVersion;
  Elected = &Ready->Table;
  return Election::Lost;
}

bool pinThisCopy() {
  bool Pinned = false;
  dl_iterate_phdr(pinObject, &Pinned);
  return Pinned;
}

} // namespace hone::rt
