//===- KernelMode.cpp - whether the kernel was at work ----------*- C++ -*-===//
//
// Owns: see KernelMode.h.
//
//===----------------------------------------------------------------------===//

#include "KernelMode.h"

#include "Module.h"
#include "Objects.h"

#include <gnu/libc-version.h>

namespace hone::rt {

namespace {

/// Code of the C library that may be read. Of other code nothing is read:
/// execute-only memory exists. Empty: not known.
AddressRange LibraryCode;

#if defined(__x86_64__)
constexpr unsigned char SystemCall[] = {0x0f, 0x05}; // syscall
#elif defined(__aarch64__)
constexpr unsigned char SystemCall[] = {0x01, 0x00, 0x00, 0xd4}; // svc #0
#else
constexpr unsigned char SystemCall[] = {0};
#endif
constexpr bool IsKnown = sizeof(SystemCall) > 1;

bool isSystemCall(U64 Address) {
  return LibraryCode.contains(Address) &&
         LibraryCode.contains(Address + sizeof(SystemCall) - 1) &&
         memcmp(reinterpret_cast<const void *>(Address), SystemCall,
                sizeof(SystemCall)) == 0;
}

} // namespace

void prepareKernelMode() {
  LibraryCode = {};
  U64 Inside = reinterpret_cast<U64>(&gnu_get_libc_version);
  withObjectAround(reinterpret_cast<void *>(Inside), [&](const Object &O) {
    for (int I = 0; I != O.dlpi_phnum; ++I) {
      const ElfW(Phdr) &Segment = O.dlpi_phdr[I];
      AddressRange Range = rangeOf(O, Segment);
      if (Segment.p_type == PT_LOAD &&
          (Segment.p_flags & (PF_R | PF_X)) == (PF_R | PF_X) &&
          Range.contains(Inside))
        LibraryCode = Range;
    }
  });
}

U32 modeAt(U64 Address) {
  if (!IsKnown || !LibraryCode.High)
    return 0;
  return isSystemCall(Address - sizeof(SystemCall)) || isSystemCall(Address)
             ? HONE_SAMPLE_KERNEL
             : HONE_SAMPLE_USER;
}

} // namespace hone::rt
