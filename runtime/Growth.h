//===- Growth.h - how time grows with turns --------------------*- C++ -*-===//
//
// Owns: what the rest of the runtime asks of the observers of loops.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_GROWTH_H
#define HONE_RUNTIME_GROWTH_H

#include "Memory.h"

namespace hone::rt {

/// What was observed so far no longer counts.
void clearGrowth();

/// Appends the records of GROWTH.
void appendGrowth(Buffer &Out);

} // namespace hone::rt

#endif // HONE_RUNTIME_GROWTH_H
