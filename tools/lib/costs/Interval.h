//===- Interval.h - an estimate with its bounds ----------------*- C++ -*-===//
//
// Owns: the arithmetic of predictions. A prediction is never a single number:
// Low is what can be promised, Mid what is expected, High what is possible.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_COSTS_INTERVAL_H
#define HONE_COSTS_INTERVAL_H

#include <algorithm>
#include <cmath>

namespace hone {

struct Interval {
  double Low = 0, Mid = 0, High = 0;

  Interval operator+(const Interval &O) const {
    return {Low + O.Low, Mid + O.Mid, High + O.High};
  }
  /// The difference of two estimates whose errors are independent: they add up
  /// as squares do, for both at their worst at once is rarer than either bound.
  Interval operator-(const Interval &O) const {
    return {Mid - O.Mid - std::hypot(Mid - Low, O.High - O.Mid), Mid - O.Mid,
            Mid - O.Mid + std::hypot(High - Mid, O.Mid - O.Low)};
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

#endif // HONE_COSTS_INTERVAL_H
