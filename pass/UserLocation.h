//===- UserLocation.h - where a call stands for the user -------*- C++ -*-===//
//
// Owns: which line, and which source function, a call in optimized code belongs
// to. Knows nothing of why one asks.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_USERLOCATION_H
#define HONE_PASS_USERLOCATION_H

#include "PlantedData.h"
#include "llvm/ADT/DenseSet.h"

namespace hone {

/// The source position of a call as the user sees it: in the innermost inlined
/// function that is the user's own, and no operator new, else in the function
/// whose frame it is. Sets Caller to the hash of the inlined one; leaves it alone
/// otherwise.
const llvm::DILocation *userLocation(const llvm::CallBase &Call,
                                     const llvm::DenseSet<U64> &UserFunctions,
                                     U64 &Caller);

} // namespace hone

#endif // HONE_PASS_USERLOCATION_H
