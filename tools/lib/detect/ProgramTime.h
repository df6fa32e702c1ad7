//===- ProgramTime.h - what savings are a share of -------------*- C++ -*-===//
//
// Owns: the one definition of "the run" in "12 % of the run".
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

} // namespace hone

#endif // HONE_DETECT_PROGRAMTIME_H
