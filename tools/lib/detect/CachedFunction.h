//===- CachedFunction.h - functions whose results pay to keep --*- C++ -*-===//
//
// Owns: what keeping the results of an observed function costs and saves, which
// kind of cache is the smallest that saves as much as any, and the evidence for
// it. Rules take the kind that they are about.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_CACHEDFUNCTION_H
#define HONE_DETECT_CACHEDFUNCTION_H

#include "Finding.h"
#include "HitRates.h"
#include "lib/costs/CostModel.h"

namespace hone {

enum class CacheKind {
  Unbounded, ///< all results
  Lru,       ///< those of the most recently used arguments
  LastValue, ///< the last one
  Hoist      ///< the one that a loop around the call needs
};

struct CachedFunction {
  explicit CachedFunction(const Memo &O) : O(O), Rates(O) {}
  const Memo &O;
  HitRates Rates;
  const Function *F = nullptr; ///< null: the profile does not hold it
  bool Recursive = false;
  double Rest = 1;       ///< calls there were for each one observed
  double MeasuredNs = 0; ///< of the repeats
  Interval KeyNs;        ///< per look-up
  Interval LookUpNs;     ///< of one key that is built
  Interval CacheNs;      ///< all look-ups and insertions
  Interval RepeatNs;     ///< what the answered repeats took, without hone's hooks
  CacheKind Kind = CacheKind::Unbounded;
  double Entries = 0;        ///< that the cache is to hold
  const Edge *Loop = nullptr; ///< of CacheKind::Hoist: the call in the loop
};

/// Those whose cache saves surely more than it costs.
std::vector<CachedFunction> worthCaching(const Model &M,
                                         const CostModel &Costs);
/// One whose repeats take longer than a cache would; the caller knows why their
/// results may be kept. Null: it does not pay.
std::optional<CachedFunction> examineCache(const Model &M,
                                           const CostModel &Costs,
                                           const Memo &O);
/// The finding, but for title and sketch.
Finding cacheFinding(const Model &M, const CachedFunction &C,
                     llvm::StringRef Rule);
/// Findings of one kind, whole.
void detectCaches(const Model &M, const CostModel &Costs, CacheKind Kind,
                  llvm::StringRef Rule, std::vector<Finding> &Out);

/// Whether any process had more than one.
inline bool hasThreads(const Model &M) {
  return M.TheRun.Threads > M.TheRun.Processes;
}

/// Bytes that one entry takes, about.
double entryBytes(const Memo &O);

} // namespace hone

#endif // HONE_DETECT_CACHEDFUNCTION_H
