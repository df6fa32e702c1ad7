//===- TimesBySize.h - how long loops took by their turns ------*- C++ -*-===//
//
// Owns: the observed durations of loops by their turns, and their sums over
// profiles. Knows nothing of the laws that they follow.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_TIMESBYSIZE_H
#define HONE_PROFILE_TIMESBYSIZE_H

#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

namespace hone {

struct GrowthRecord;

/// Observed entries whose sizes are nearly the same.
struct SizePoint {
  double Size = 0; ///< turns, geometric mean
  double Ns = 0;   ///< geometric mean of the durations; CPU time of long ones
  uint64_t Samples = 0;
};

/// Durations of one loop by its turns.
struct TimesBySize {
  uint32_t Function = ~0u; ///< index into Model::Functions
  uint32_t File = ~0u;     ///< index into Model::Files
  uint32_t Line = 0, Column = 0;
  uint32_t Kind = 0;             ///< HONE_GROWTH_*
  std::vector<SizePoint> Points; ///< by size
};

class TimesBySizeTable {
public:
  void add(uint32_t Function, uint32_t File, const GrowthRecord &Record);
  /// By function, line, kind.
  std::vector<TimesBySize> times() const;

private:
  struct Sums {
    uint64_t Samples = 0;
    double LogSizes = 0, LogNs = 0;
  };
  using Key = std::tuple<uint32_t, uint32_t, uint32_t, uint32_t, uint32_t>;
  std::map<Key, std::map<uint32_t, Sums>> Sites; ///< by bucket
};

} // namespace hone

#endif // HONE_PROFILE_TIMESBYSIZE_H
