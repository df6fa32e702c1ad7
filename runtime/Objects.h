//===- Objects.h - the executable and shared objects in memory -*- C++ -*-===//
//
// Owns: walking what the dynamic linker has loaded, and the ELF notes in it.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_OBJECTS_H
#define HONE_RUNTIME_OBJECTS_H

#include "Platform.h"

#include <link.h>
#include <string.h>

namespace hone::rt {

struct AddressRange {
  U64 Low = 0, High = 0;
  bool contains(U64 A) const { return A - Low < High - Low; }
};

using Object = dl_phdr_info;

inline constexpr U32 GnuBuildId = 3; ///< NT_GNU_BUILD_ID

inline AddressRange rangeOf(const Object &O, const ElfW(Phdr) & Segment) {
  U64 Low = O.dlpi_addr + Segment.p_vaddr;
  return {Low, Low + Segment.p_memsz};
}

/// Calls Visit(const Object &) for each object until it returns true.
template <class Visitor> bool anyObject(Visitor Visit) {
  auto Each = [](Object *O, size_t, void *Data) -> int {
    return (*static_cast<Visitor *>(Data))(*O);
  };
  return dl_iterate_phdr(Each, &Visit) != 0;
}

/// Calls Visit for the object that is loaded around Inside; false: none is.
template <class Visitor>
bool withObjectAround(const void *Inside, Visitor Visit) {
  return anyObject([&](const Object &O) {
    for (int I = 0; I != O.dlpi_phnum; ++I)
      if (O.dlpi_phdr[I].p_type == PT_LOAD &&
          rangeOf(O, O.dlpi_phdr[I]).contains(reinterpret_cast<U64>(Inside))) {
        Visit(O);
        return true;
      }
    return false;
  });
}

/// Calls Visit(const char *Bytes, U32 Size) for the contents of each note of
/// this owner and type.
template <class Visitor>
void forNotes(const Object &O, const char *Owner, U32 Type, Visitor Visit) {
  size_t OwnerSize = strlen(Owner) + 1;
  auto Padded = [](size_t Size) { return (Size + 3) & ~size_t(3); };
  for (int I = 0; I != O.dlpi_phnum; ++I) {
    if (O.dlpi_phdr[I].p_type != PT_NOTE)
      continue;
    AddressRange Range = rangeOf(O, O.dlpi_phdr[I]);
    for (U64 At = Range.Low, Next; At + sizeof(ElfW(Nhdr)) <= Range.High;
         At = Next) {
      const auto *N = reinterpret_cast<const ElfW(Nhdr) *>(At);
      const char *Name = reinterpret_cast<const char *>(N + 1);
      Next = At + sizeof(*N) + Padded(N->n_namesz) + Padded(N->n_descsz);
      if (Next > Range.High)
        break;
      if (N->n_type == Type && N->n_namesz == OwnerSize &&
          memcmp(Name, Owner, OwnerSize) == 0)
        Visit(Name + Padded(N->n_namesz), N->n_descsz);
    }
  }
}

} // namespace hone::rt

#endif // HONE_RUNTIME_OBJECTS_H
