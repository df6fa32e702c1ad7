//===- HitRates.h - how often a cache of some size would hit ---*- C++ -*-===//
//
// Owns: the hit rate of a cache that drops the least recently used entry, as a
// function of its size, and that of one whose entries live for some time.
//
// The former by average eviction time (Hu et al., ATC'16): with P(t) the share
// of the calls whose arguments come again later than t calls on, or never, an
// entry of a cache of c entries is dropped unused after T calls, where
// P(0) + ... + P(T-1) = c, and the miss rate is P(T).
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_HITRATES_H
#define HONE_DETECT_HITRATES_H

#include "lib/profile/Model.h"

namespace hone {

class HitRates {
public:
  explicit HitRates(const Memo &O);
  /// Whether the profile tells when arguments came again.
  bool areKnown() const { return Total > 0; }
  /// Share of the calls that a cache of this many entries answers, 0 to 1.
  double at(double Entries) const;
  /// That of one without a bound.
  double most() const { return Total > 0 ? 1 - Never / Total : 0; }

private:
  const Memo &O;
  double Total = 0, Never = 0;
};

/// Of a cache whose entries are dropped LifeNs after they were made.
struct AgedHits {
  double Rate = 0;  ///< share of the calls that it answers
  double Stale = 0; ///< share of these answers that are out of date
};

/// What changes is taken to change at a constant rate per argument.
class AgedHitRates {
public:
  explicit AgedHitRates(const Memo &O);
  bool areKnown() const { return Repeats > 0; }
  AgedHits at(double LifeNs) const;
  /// The longest time after which arguments came again.
  double longestNs() const { return LongestNs; }
  /// Repeats that were seen, and those with another result than before.
  double repeats() const { return Repeats; }
  double changed() const { return Changed; }

private:
  const Memo &O;
  double Repeats = 0, Changed = 0, LongestNs = 0;
  double ChangesPerNs = 0; ///< where none was seen, what may have been missed
};

} // namespace hone

#endif // HONE_DETECT_HITRATES_H
