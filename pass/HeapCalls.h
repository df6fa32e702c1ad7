//===- HeapCalls.h - calls of the allocator --------------------*- C++ -*-===//
//
// Owns: where calls of malloc, operator new and their like go. Runs last: the
// optimizer knows what malloc is, but not what a pointer to it is.
//
//   call ptr @malloc(i64 8)    ->    %f = load ptr, ptr @__hone_l.malloc
//                                    call ptr %f(i64 8)
//
// which costs what a call of another object's malloc costs anyway, and which
// the runtime can turn to its hook also where malloc is in the same executable.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_HEAPCALLS_H
#define HONE_PASS_HEAPCALLS_H

#include "PlantedData.h"

namespace hone {

/// Whether a function of that name is one that programs ask for memory, or give
/// it back to.
bool isAllocator(llvm::StringRef Name);

/// Turns all calls of such functions in the module.
void turnHeapCalls(PlantedData &Data);

} // namespace hone

#endif // HONE_PASS_HEAPCALLS_H
