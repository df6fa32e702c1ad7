//===- ProgramTime.h - what savings are a share of -------------*- C++ -*-===//
//
// Owns: the one definition of "the run" in "12 % of the run", and what makes
// times between two clock readings comparable with it.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_PROGRAMTIME_H
#define HONE_DETECT_PROGRAMTIME_H

#include "lib/profile/Model.h"

#include <algorithm>

namespace hone {

/// One reading of the clock falls inside everything that is observed (rdtsc: 23
/// ns on the virtual machines it was measured on; less on bare metal).
constexpr double ClockNs = 23;

/// Estimates of hone's own cost never leave less of the run than this.
constexpr double LeastShare = 0.05;

/// The share of the run's CPU time that hone itself took.
inline double ownShare(const Run &R) {
  return std::clamp(R.OverheadPct.value_or(0) / 100, 0.0, 1 - LeastShare);
}

/// What times between two readings of the clock have to be multiplied by to be
/// times of a processor: a busy machine lets the program wait in between. (On a
/// machine of 2 processors with 10 programs ready to run, 160 ms were measured
/// as 500 ms.) Waiting for input or locks is not counted: that is the program's
/// own.
inline double busyShare(const Run &R) {
  return R.CpuNs ? double(R.CpuNs) / (double(R.CpuNs) + double(R.DelayNs)) : 1;
}

/// The same of times in which the program itself waits for something most of the
/// time.
inline double runningShare(const Run &R) {
  double Running =
      R.WallNs ? 1 - double(R.DelayNs) / double(R.WallNs) : 0;
  return std::max(Running, busyShare(R));
}

/// Fewer samples say less than the estimate of hone's own cost does: 100 are off
/// by a fifth at most, in 95 of 100 runs.
constexpr double EnoughForTheRun = 100;

inline bool isWellSampled(const Run &R) {
  return R.SampledNs && R.SamplePeriodNs &&
         double(*R.SampledNs) >= EnoughForTheRun * double(R.SamplePeriodNs);
}

/// CPU time of the run without what hone itself took, in ns: what the program
/// takes when it is built without the flag. From samples, which leave out hone's
/// own code; where there are too few, CPU time (wall time where there is none)
/// less the estimated cost of hooks and observers.
inline double programNs(const Model &M) {
  const Run &R = M.TheRun;
  if (isWellSampled(R))
    return double(*R.SampledNs);
  double Measured = double(R.CpuNs ? R.CpuNs : R.WallNs);
  return Measured * (1 - ownShare(R));
}

} // namespace hone

#endif // HONE_DETECT_PROGRAMTIME_H
