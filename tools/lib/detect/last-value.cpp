//===- last-value.cpp - rule last-value ---------------------*- C++ -*-===//
//
// Owns: that one result is enough: the arguments are mostly those of the call
// before.
//
//===----------------------------------------------------------------------===//

#include "CachedFunction.h"
#include "Detectors.h"

namespace hone {

void detectLastValue(const Model &M, const CostModel &Costs,
                     std::vector<Finding> &Out) {
  detectCaches(M, Costs, CacheKind::LastValue, "last-value", Out);
}

} // namespace hone
