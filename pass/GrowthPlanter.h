//===- GrowthPlanter.h - observers of loops --------------------*- C++ -*-===//
//
// Owns: which loops are watched for time that grows faster than their turns, and
// what is planted there. Knows nothing of counters and hooks.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_GROWTHPLANTER_H
#define HONE_PASS_GROWTHPLANTER_H

#include "PlantedData.h"
#include "llvm/ADT/DenseSet.h"

namespace hone {

/// Plants the observers into the functions of the module that have a record.
/// UserFunctions: hashes of those, also of such as were inlined. After all that
/// optimizes loops: what is planted stands in their way.
void plantGrowthObservers(PlantedData &Data,
                          const llvm::DenseSet<U64> &UserFunctions);

} // namespace hone

#endif // HONE_PASS_GROWTHPLANTER_H
