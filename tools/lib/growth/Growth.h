//===- Growth.h - how a count grows with the input -------------*- C++ -*-===//
//
// Owns: the law that a few (size, count) pairs follow. Counts are exact, so
// what a law leaves unexplained is not noise of a measurement but the
// program's: it does other things besides, or its data differ. A law is a sum
// of at most three terms n^p log^q n, or r^n, with positive coefficients: the
// performance model normal form of Extra-P (Calotoiu et al., SC'13), extended
// by exponentials and by n (n - 1) and its like; one free power is what
// trend-prof (Goldsmith et al., ESEC/FSE'07) fits. Knows nothing of profiles.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_GROWTH_GROWTH_H
#define HONE_GROWTH_GROWTH_H

#include "llvm/ADT/ArrayRef.h"

#include <string>
#include <vector>

namespace hone {

/// Coefficient * n^Power * (log2 n)^Logs * Base^n.
struct GrowthTerm {
  double Coefficient = 0, Power = 0;
  unsigned Logs = 0;
  double Base = 1;

  /// Without the coefficient. Of sizes below 2 the logarithm is that of 2.
  double shape(double Size) const;
  double at(double Size) const { return Coefficient * shape(Size); }
};

struct Growth {
  std::vector<GrowthTerm> Terms; ///< the last one grows fastest; empty: unknown
  /// Of the fastest term's power; what the pairs permit. An exponential has
  /// none.
  double Exponent = 0, Low = 0, High = 0;
  /// Between the two largest sizes: log of the counts' ratio over that of
  /// sizes.
  double LocalExponent = 0;
  /// Root of the mean square of the relative errors of the law.
  double Error = 0;
  /// The count at ten times the largest size; what the pairs permit.
  double AtTenfold = 0, AtTenfoldLow = 0, AtTenfoldHigh = 0;

  bool isKnown() const { return !Terms.empty(); }
  bool isExponential() const { return isKnown() && Terms.back().Base > 1; }
  bool isConstant() const;
  /// Grows faster than the input, whatever law that the pairs permit is the
  /// true one: n log n does.
  bool outgrowsInput() const;
  /// The fastest term: "constant", "log n", "n", "n log n", "n^1.5", "2^n";
  /// "unknown".
  std::string text() const;
};

/// Sizes: positive, ascending, at least two, as many as Counts. Unknown where
/// fewer than two counts are above 0.
Growth fitGrowth(llvm::ArrayRef<double> Sizes, llvm::ArrayRef<double> Counts);

} // namespace hone

#endif // HONE_GROWTH_GROWTH_H
