//===- HeapSlots.cpp - words that lead to watched functions -----*- C++ -*-===//
//
// Owns: see HeapSlots.h.
//
//===----------------------------------------------------------------------===//

#include "HeapSlots.h"

namespace hone::rt {

U32 findWatched(const char *Name) {
  // Most names are none of ours.
  switch (Name[0]) {
  case '_':
    if (Name[1] != 'Z' || (Name[2] != 'n' && Name[2] != 'd'))
      return NumWatched;
    break;
  case 'm':
  case 'c':
  case 'r':
  case 'f':
  case 'p':
  case 'a':
  case 'v':
  case 'd':
    break;
  default:
    return NumWatched;
  }
  U32 I = 0;
  while (I != NumWatched && strcmp(WatchedFunctions[I].Name, Name) != 0)
    ++I;
  return I;
}

Tables tablesOf(const Object &O) {
  Tables T;
  const ElfW(Dyn) *D = nullptr;
  for (int I = 0; I != O.dlpi_phnum; ++I)
    if (O.dlpi_phdr[I].p_type == PT_DYNAMIC)
      D = reinterpret_cast<const ElfW(Dyn) *>(rangeOf(O, O.dlpi_phdr[I]).Low);
  for (; D && D->d_tag != DT_NULL; ++D) {
    // Some objects' addresses the dynamic linker does not relocate.
    U64 At = D->d_un.d_ptr < O.dlpi_addr ? D->d_un.d_ptr + O.dlpi_addr
                                         : D->d_un.d_ptr;
    switch (D->d_tag) {
    case DT_SYMTAB:
      T.Symbols = reinterpret_cast<const ElfW(Sym) *>(At);
      break;
    case DT_STRTAB:
      T.Names = reinterpret_cast<const char *>(At);
      break;
    case DT_JMPREL:
      T.Lists[0] = reinterpret_cast<const ElfW(Rela) *>(At);
      break;
    case DT_PLTRELSZ:
      T.Counts[0] = D->d_un.d_val / sizeof(ElfW(Rela));
      break;
    case DT_RELA:
      T.Lists[1] = reinterpret_cast<const ElfW(Rela) *>(At);
      break;
    case DT_RELASZ:
      T.Counts[1] = D->d_un.d_val / sizeof(ElfW(Rela));
      break;
    }
  }
  return T;
}

} // namespace hone::rt
