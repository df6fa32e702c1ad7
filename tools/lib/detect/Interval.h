//===- Interval.h - an estimate with its bounds ----------------*- C++ -*-===//
//
// Owns: the arithmetic of predictions. A prediction is never a single number:
// Low is what can be promised, Mid what is expected, High what is possible.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_INTERVAL_H
#define HONE_DETECT_INTERVAL_H

#include <algorithm>

namespace hone {

struct Interval {
  double Low = 0, Mid = 0, High = 0;

  Interval operator+(const Interval &O) const {
    return {Low + O.Low, Mid + O.Mid, High + O.High};
  }
  /// The pessimistic difference: the least gain minus the greatest cost.
  Interval operator-(const Interval &O) const {
    return {Low - O.High, Mid - O.Mid, High - O.Low};
  }
  /// Product of two intervals of numbers that are not negative.
  Interval operator*(const Interval &O) const {
    return {Low * O.Low, Mid * O.Mid, High * O.High};
  }
  Interval operator*(double Factor) const {
    return {Low * Factor, Mid * Factor, High * Factor};
  }
  Interval clamp(double Least, double Most) const {
    return {std::clamp(Low, Least, Most), std::clamp(Mid, Least, Most),
            std::clamp(High, Least, Most)};
  }
};

} // namespace hone

#endif // HONE_DETECT_INTERVAL_H
