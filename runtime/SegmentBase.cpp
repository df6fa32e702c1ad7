//===- SegmentBase.cpp - what a thread adds to counters' addresses -*- C++ -*-===//
//
// Owns: see SegmentBase.h.
//
//===----------------------------------------------------------------------===//

#include "SegmentBase.h"

#include "Objects.h"

#include <sys/auxv.h>

namespace hone::rt {

#if defined(__x86_64__)
void setBase(I64 Base) { asm volatile("wrgsbase %0" ::"r"(Base)); }

bool canSetBase() {
  constexpr U64 FsGsBase = 1 << 1; // HWCAP2_FSGSBASE
  if (!(getauxval(AT_HWCAP2) & FsGsBase))
    return false;
  // Valgrind does not know the instruction. Its client request
  // RUNNING_ON_VALGRIND is a sequence that does nothing on a processor.
  volatile U64 Request[6] = {0x1001};
  U64 Inside = 0;
  asm volatile("rolq $3, %%rdi; rolq $13, %%rdi\n\t"
               "rolq $61, %%rdi; rolq $51, %%rdi\n\t"
               "xchgq %%rbx, %%rbx"
               : "+d"(Inside)
               : "a"(&Request[0])
               : "cc", "memory");
  return !Inside;
}
#else
void setBase(I64) {}
bool canSetBase() { return false; }
#endif

I64 findDirection(const void *Ours) {
  bool IsFixed = false, IsStatic = true, IsOurs = false;
  anyObject([&](const Object &O) { // the first one is the executable
    IsFixed = O.dlpi_addr == 0;
    for (int I = 0; I != O.dlpi_phnum; ++I)
      IsStatic &= O.dlpi_phdr[I].p_type != PT_INTERP;
    return true;
  });
  withObjectAround(Ours, [&](const Object &O) { IsOurs = !*O.dlpi_name; });
  if (!IsFixed || !IsOurs)
    return -1;
  return IsStatic ? 1 : 0; // libraries would need the other direction
}

} // namespace hone::rt
