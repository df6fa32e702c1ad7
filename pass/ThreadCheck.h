//===- ThreadCheck.h - every thread counts for itself ----------*- C++ -*-===//
//
// Owns: how a thread comes by counters of its own. On x86-64 an increment is
//
//   incq %gs:counter(%rip)
//
// as cheap as without the segment: its base is the distance from the module's
// counters to the thread's own. A new thread inherits the base of the one that
// made it. Therefore a function that counts, has no entry hook, and may be the
// first instrumented one that a thread runs asks at its entry:
//
//   if (!__hone_counting)       ; thread-local
//     __hone_count_here()       ; gives the thread its counters
//
// Functions that only covered functions of the module call need not ask.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_THREADCHECK_H
#define HONE_PASS_THREADCHECK_H

#include "PlantedData.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace hone {

/// The address space of a thread's own counters; 0 where all threads share them.
unsigned counterAddressSpace(const llvm::Module &M);

/// Plants the question where it is needed. HasHook: the function has an entry
/// hook, which asks by itself.
void plantThreadChecks(PlantedData &Data,
                       llvm::function_ref<bool(const llvm::Function &)> HasHook);

} // namespace hone

#endif // HONE_PASS_THREADCHECK_H
