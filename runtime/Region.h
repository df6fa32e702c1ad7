//===- Region.h - stretches of a run that the program names ----*- C++ -*-===//
//
// Owns: hone_region_begin and hone_region_end. A region is on the shadow stack
// like a function, so that its books, callers and callees come out the same way;
// in the profile the regions are the functions of a module of their own, which
// has no code.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_REGION_H
#define HONE_RUNTIME_REGION_H

#include "EdgeTable.h"
#include "FileWriter.h"

namespace hone::rt {

void beginRegion(const char *Name);
void endRegion();

/// Writes the module of the regions, if there are any. Calls are those of Edges.
/// Under the lock.
void writeRegions(FileWriter &File, const EdgeTable &Edges);

} // namespace hone::rt

#endif // HONE_RUNTIME_REGION_H
