//===- memoize.cpp - rule memoize ---------------------------*- C++ -*-===//
//
// Owns: that all results of a function are worth keeping. Judged by time, not by
// hit rate (two of stellar-core's four caches had 30-70 % hits and made their
// functions 10x slower, stellar-core#2140): the inclusive time of the repeats,
// minus building keys, looking them up and storing results (CachedFunction.cpp).
//
//===----------------------------------------------------------------------===//

#include "CachedFunction.h"
#include "Detectors.h"

namespace hone {

void detectMemoize(const Model &M, const CostModel &Costs,
                   std::vector<Finding> &Out) {
  detectCaches(M, Costs, CacheKind::Unbounded, "memoize", Out);
}

} // namespace hone
