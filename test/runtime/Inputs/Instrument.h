// Instrument.h - what the pass plants, by hand.
//
// Owns: macros that put records into hone's sections and call the hooks, so
// that the runtime is tested without the pass. For C++ only.

#ifndef INSTRUMENT_H
#define INSTRUMENT_H

#include "hone/Abi.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// An object that calls hooks refers to the ABI's symbol, as the pass's do.
#define ABI_SYMBOL_OF(Version) __hone_object_needs_abi_##Version
#define ABI_SYMBOL(Version) ABI_SYMBOL_OF(Version)
extern "C" const unsigned ABI_SYMBOL(HONE_ABI_VERSION);
__attribute__((used)) static const unsigned *const NeedsAbi =
    &ABI_SYMBOL(HONE_ABI_VERSION);

#define PLANTED(Section) __attribute__((section(Section), used, retain))

/// What Info offsets refer to. Differences of addresses are no constants in
/// C++: constructors fill them in; the runtime needs them only when it writes.
struct PlantedInfo {
  char Name[32];
};

constexpr hone::U64 nameHash(const char *Name) {
  size_t Size = 0;
  while (Name[Size])
    ++Size;
  return hone::hashBytes(Name, Size);
}

// Two macros each, so that arguments may be macros.

/// FUNCTION(foo) defines the record foo_Record, with one counter.
#define FUNCTION(F) FUNCTION_(F)
#define FUNCTION_(F)                                                           \
  PLANTED("hone_cnts") static hone::U64 F##_Counter;                           \
  PLANTED("hone_info") static PlantedInfo F##_Info = {#F};                     \
  PLANTED("hone_functions")                                                    \
  static hone::FunctionRecord F##_Record = {nameHash(#F), 0, 0, 1,             \
                                            sizeof(#F), 0,                     \
                                            hone::HONE_GATE_OPEN};             \
  __attribute__((constructor(101))) static void F##_prepare() {                \
    F##_Record.Counters = (char *)&F##_Counter - (char *)&F##_Record.Counters; \
    F##_Record.Info = (char *)&F##_Info - (char *)&F##_Record.Info;            \
  }

/// SITE(Site, foo, 12) defines a call site in foo at line 12.
#define SITE(S, F, Line) SITE_(S, F, Line)
#define SITE_(S, F, Line)                                                      \
  PLANTED("hone_sites")                                                        \
  static hone::SiteRecord S = {nameHash(#F), nameHash(#F), 77, Line, 3};

#define SCAN(S, F, Line) SCAN_(S, F, Line)
#define SCAN_(S, F, Line)                                                      \
  PLANTED("hone_info") static PlantedInfo S##_Info = {"loop"};                 \
  PLANTED("hone_scans")                                                        \
  static hone::ScanRecord S = {                                                \
      nameHash(#F), 77, 0, sizeof("loop"), hone::HONE_SCAN_LOOP, Line, 1,      \
      ~0u,          ~0u};                                                      \
  __attribute__((constructor(101))) static void S##_prepare() {                \
    S.Info = (char *)&S##_Info - (char *)&S.Info;                              \
  }

#define MEMO(M, F) MEMO_(M, F)
#define MEMO_(M, F)                                                            \
  PLANTED("hone_info") static PlantedInfo M##_Info = {"int"};                  \
  PLANTED("hone_memos")                                                        \
  static hone::MemoRecord M = {nameHash(#F), 0, sizeof("int"),                 \
                               hone::HONE_MEMO_PROVEN};                        \
  __attribute__((constructor(101))) static void M##_prepare() {                \
    M.Info = (char *)&M##_Info - (char *)&M.Info;                              \
  }

/// ENTER(foo); ... EXIT;
#define ENTER(F) ENTER_(F)
#define ENTER_(F)                                                              \
  ++F##_Counter;                                                               \
  hone::U64 Slot = 0;                                                          \
  __hone_enter(&F##_Record, &Slot)
#define EXIT (Slot ? __hone_exit(&Slot) : void())
#define CALL(S) (__hone_site = &S)

inline long long nowNs(clockid_t Clock = CLOCK_MONOTONIC) {
  timespec T;
  clock_gettime(Clock, &T);
  return T.tv_sec * 1000000000ll + T.tv_nsec;
}
/// Uses the processor for about that long, however busy the machine.
inline void burn(long long Ns) {
  for (long long End = nowNs(CLOCK_THREAD_CPUTIME_ID) + Ns;
       nowNs(CLOCK_THREAD_CPUTIME_ID) < End;)
    for (volatile int I = 0; I != 100; ++I)
      ;
}

#endif // INSTRUMENT_H
