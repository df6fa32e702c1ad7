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

/// The share of the run's CPU time that hone's own hooks took, 0 to 0.95.
inline double hookShare(const Run &R) {
  return std::clamp(R.OverheadPct.value_or(0) / 100, 0.0, 0.95);
}

/// CPU time of the run, or its wall time where there is none, without hone's
/// own hooks, in ns: what the program takes when it is built without the flag.
inline double programNs(const Run &R) {
  return static_cast<double>(R.CpuNs ? R.CpuNs : R.WallNs) * (1 - hookShare(R));
}

/// What times between two readings of the clock have to be multiplied by to be
/// times of a processor: a busy machine lets the program wait in between. (On a
/// machine of 2 processors with 10 programs ready to run, 160 ms were measured
/// as 500 ms.) Waiting for input or locks is not counted: that is the program's
/// own.
inline double busyShare(const Run &R) {
  return R.CpuNs ? double(R.CpuNs) / (double(R.CpuNs) + double(R.DelayNs)) : 1;
}

} // namespace hone

#endif // HONE_DETECT_PROGRAMTIME_H
