//===- PowerFit.h - the power of n that times follow -----------*- C++ -*-===//
//
// Owns: fitting measured times, which scatter, to one power of their size, as
// trend-prof does (Goldsmith et al., ESEC/FSE'07). Exact counts are Growth.h's.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_GROWTH_POWERFIT_H
#define HONE_GROWTH_POWERFIT_H

#include "llvm/ADT/ArrayRef.h"

#include <optional>

namespace hone {

struct PowerFit {
  double Exponent = 0, Low = 0, High = 0; ///< with the bounds of 95 %
  double Scatter = 0; ///< of the logarithms about the line, standard deviation
  size_t First = 0;   ///< index of the smallest size that it holds from
};

/// Least squares of the logarithms, from the size on from which the power is
/// known best to be large: what a few turns take is mostly other things. Sizes
/// ascending; null where there are not so many sizes, over such a factor, that
/// all are positive and lie about a line.
std::optional<PowerFit> fitPower(llvm::ArrayRef<double> Sizes,
                                 llvm::ArrayRef<double> Times,
                                 size_t FewestSizes, double LeastFactor);

} // namespace hone

#endif // HONE_GROWTH_POWERFIT_H
