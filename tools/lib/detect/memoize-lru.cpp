//===- memoize-lru.cpp - rule memoize-lru -------------------*- C++ -*-===//
//
// Owns: that a bounded number of a function's results saves as much as all of
// them would, in far less memory.
//
//===----------------------------------------------------------------------===//

#include "CachedFunction.h"
#include "Detectors.h"

namespace hone {

void detectMemoizeLru(const Model &M, const CostModel &Costs,
                      std::vector<Finding> &Out) {
  detectCaches(M, Costs, CacheKind::Lru, "memoize-lru", Out);
}

} // namespace hone
