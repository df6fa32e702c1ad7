//===- Calibration.h - measuring a cost model ------------------*- C++ -*-===//
//
// Owns: what is measured at which sizes. Knows nothing of where the result is
// kept or shown.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_COSTS_CALIBRATION_H
#define HONE_COSTS_CALIBRATION_H

#include "CostModel.h"

#include <functional>

namespace hone {

struct CalibrationOptions {
  /// Fewer sizes, none above 16,384, and fewer repetitions.
  bool IsQuick = false;
  /// Called before each part with the share that is done, 0 to 1.
  std::function<void(double)> Progress = [](double) {};
};

/// Measures everything on this thread: 2 to 3 minutes, 30 seconds if quick.
CostModel calibrate(const CalibrationOptions &Options);

} // namespace hone

#endif // HONE_COSTS_CALIBRATION_H
