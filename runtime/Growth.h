//===- Growth.h - how time grows with turns --------------------*- C++ -*-===//
//
// Owns: what the rest of the runtime asks of the observers of loops.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_GROWTH_H
#define HONE_RUNTIME_GROWTH_H

#include "Memory.h"

namespace hone::rt {

/// Of a thread: entries of sites with closed gates from one to the next that is
/// observed.
struct GrowthGap {
  I32 Entries; ///< 0: there was none yet
  U64 Since;   ///< ticks
};

/// An observed entry of a loop that takes long, on its thread.
struct GrowthEntry {
  U64 Start;         ///< ticks; 0: none
  U64 Away;          ///< of the ticks since, the processor's for others
  U64 Mark; ///< for which the clocks were read last, ticks; 0: never
  U64 Ticks, WallNs, CpuNs; ///< what they said, the thread's last
};
inline constexpr U32 NumGrowthEntries = 8;

/// What was observed so far no longer counts.
void clearGrowth();

/// Appends the records of GROWTH.
void appendGrowth(Buffer &Out);

} // namespace hone::rt

#endif // HONE_RUNTIME_GROWTH_H
