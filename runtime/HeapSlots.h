//===- HeapSlots.h - words that lead to watched functions ------*- C++ -*-===//
//
// Owns: finding, in a loaded object, the words that the dynamic linker fills in
// with the address of a watched function. Changes nothing.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_HEAPSLOTS_H
#define HONE_RUNTIME_HEAPSLOTS_H

#include "HeapHooks.h"
#include "Objects.h"

namespace hone::rt {

#if defined(__x86_64__)
inline constexpr U32 JumpSlot = R_X86_64_JUMP_SLOT,
                     DataSlot = R_X86_64_GLOB_DAT, Pointer = R_X86_64_64;
#elif defined(__aarch64__)
inline constexpr U32 JumpSlot = R_AARCH64_JUMP_SLOT,
                     DataSlot = R_AARCH64_GLOB_DAT, Pointer = R_AARCH64_ABS64;
#else
inline constexpr U32 JumpSlot = ~0u, DataSlot = ~0u, Pointer = ~0u;
#endif

/// A word of an object that holds the address of a watched function.
struct Slot {
  U64 *Word;
  U32 Watched; ///< index in WatchedFunctions
  U32 Type;
  const ElfW(Sym) * Symbol;
};

/// The whole of an object in memory.
inline AddressRange extentOf(const Object &O) {
  AddressRange Extent;
  for (int I = 0; I != O.dlpi_phnum; ++I)
    if (O.dlpi_phdr[I].p_type == PT_LOAD) {
      AddressRange Segment = rangeOf(O, O.dlpi_phdr[I]);
      Extent.Low = Extent.High ? Extent.Low : Segment.Low;
      Extent.High = Segment.High;
    }
  return Extent;
}

/// Index in WatchedFunctions; NumWatched: none.
U32 findWatched(const char *Name);

/// What PT_DYNAMIC leads to.
struct Tables {
  const ElfW(Sym) *Symbols = nullptr;
  const char *Names = nullptr;
  const ElfW(Rela) * Lists[2] = {};
  size_t Counts[2] = {};
};

Tables tablesOf(const Object &O);

/// Calls Visit(const Slot &) for each word of O that is to hold the address of
/// a watched function.
template <class Visitor> void forSlots(const Object &O, Visitor Visit) {
  Tables T = tablesOf(O);
  if (!T.Symbols || !T.Names)
    return;
  for (int L = 0; L != 2; ++L)
    for (size_t I = 0; T.Lists[L] && I != T.Counts[L]; ++I) {
      const ElfW(Rela) &R = T.Lists[L][I];
      U32 Type = U32(ELF64_R_TYPE(R.r_info));
      if (Type != JumpSlot && Type != DataSlot &&
          (Type != Pointer || R.r_addend))
        continue;
      const ElfW(Sym) &Symbol = T.Symbols[ELF64_R_SYM(R.r_info)];
      U32 Watched = findWatched(T.Names + Symbol.st_name);
      if (Watched != NumWatched)
        Visit(Slot{reinterpret_cast<U64 *>(O.dlpi_addr + R.r_offset), Watched,
                   Type, &Symbol});
    }
}

} // namespace hone::rt

#endif // HONE_RUNTIME_HEAPSLOTS_H
