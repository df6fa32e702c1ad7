//===- BlocksAside.h - counters out of reach -------------------*- C++ -*-===//
//
// Owns: where the pages of a thread's counters are while counting is stopped.
// The code goes on adding to the same addresses, where other pages are then:
//
//     running                     stopped
//       block: pages of counts      block: pages to forget
//                                   aside: pages of counts
//
// The kernel exchanges them at one instant, also for a thread that is counting.
// The live file thus reads as it did when counting stopped. Under the lock.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_BLOCKSASIDE_H
#define HONE_RUNTIME_BLOCKSASIDE_H

#include "Module.h"

namespace hone::rt {

/// Where the pages are; null: in their place.
void *pagesAside(const Module &M, U32 Slot);
/// False: no memory; the block goes on counting.
bool setAside(Module &M, U32 Slot, void *Block);
void putBack(Module &M, U32 Slot, void *Block);
/// Unmaps the pages that are aside, if any.
void dropAside(Module &M, U32 Slot);

} // namespace hone::rt

#endif // HONE_RUNTIME_BLOCKSASIDE_H
