//===- CounterSharing.h - one increment for several counters ---*- C++ -*-===//
//
// Owns: what is counted together. After inlining, a piece of a block without
// calls counts for several functions:
//
//   call @__hone_count(@a, 1)
//   call @__hone_count(@b, 1)              call @__hone_count(@a, 1)
//   call @__hone_count(@c, 3)       ->
//                                          hone_carriers: a, b + 1, c + 3
//
// One increment remains, that of the carrier. A carrier is counted nowhere but
// with the same passengers, so the tools know: for each count of it every
// passenger has that many more. Knows nothing of how an increment is made.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_COUNTERSHARING_H
#define HONE_PASS_COUNTERSHARING_H

#include "PlantedData.h"

namespace hone {

/// Makes one placeholder of those that count one counter in one piece of a
/// block.
void joinAdditions(llvm::Module &M);

/// Leaves of the placeholders that always count together only that of a
/// carrier, and plants who its passengers are. After joinAdditions.
void shareIncrements(PlantedData &Data);

} // namespace hone

#endif // HONE_PASS_COUNTERSHARING_H
