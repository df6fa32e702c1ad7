//===- hoist.cpp - rule hoist -------------------------------*- C++ -*-===//
//
// Owns: that a call can be moved out of the loop around it: its arguments do not
// change while that runs.
//
//===----------------------------------------------------------------------===//

#include "CachedFunction.h"
#include "Detectors.h"

namespace hone {

void detectHoist(const Model &M, const CostModel &Costs,
                 std::vector<Finding> &Out) {
  detectCaches(M, Costs, CacheKind::Hoist, "hoist", Out);
}

} // namespace hone
