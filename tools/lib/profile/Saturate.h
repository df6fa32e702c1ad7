//===- Saturate.h - from computed figures to counts ------------*- C++ -*-===//
//
// Owns: the conversion of a floating-point figure to a count, and sums that do
// not wrap. Figures come from files: what does not fit must neither be
// undefined behaviour nor look like little.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_SATURATE_H
#define HONE_PROFILE_SATURATE_H

#include <cstdint>

namespace hone {

/// Value rounded to the nearest count; 0 for negative values and NaN, the
/// largest count for values beyond it.
inline uint64_t toCount(double Value) {
  if (!(Value > 0))
    return 0;
  return Value >= 18446744073709549568.0 ? ~uint64_t(0)
                                         : static_cast<uint64_t>(Value + 0.5);
}

/// Adds More to Sum, which stays at the largest count once it would go beyond.
inline void addSaturated(uint64_t &Sum, uint64_t More) {
  Sum = More > ~uint64_t(0) - Sum ? ~uint64_t(0) : Sum + More;
}

} // namespace hone

#endif // HONE_PROFILE_SATURATE_H
