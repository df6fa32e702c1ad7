//===- SegmentBase.h - what a thread adds to counters' addresses -*- C++ -*-===//
//
// Owns: the %gs base of the calling thread, and whether machine and program
// permit bases other than 0.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_SEGMENTBASE_H
#define HONE_RUNTIME_SEGMENTBASE_H

#include "Platform.h"

namespace hone::rt {

bool canSetBase();
void setBase(I64 Base);

/// Which way from the program's modules there is room: -1, 1, or 0: no way.
/// Ours: an address in the module whose runtime keeps the books.
I64 findDirection(const void *Ours);

} // namespace hone::rt

#endif // HONE_RUNTIME_SEGMENTBASE_H
