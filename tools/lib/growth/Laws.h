//===- Laws.h - the laws a count may follow --------------------*- C++ -*-===//
//
// Owns: the list of laws and fitting each of them. Which one is believed is not
// decided here.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_GROWTH_LAWS_H
#define HONE_GROWTH_LAWS_H

#include "Growth.h"

namespace hone {

/// A law fitted to pairs.
struct Law {
  std::vector<GrowthTerm> Terms; ///< the last one grows fastest
  double Error = 0;              ///< root mean square of the relative errors
  double Score = 0;              ///< less is better

  double at(double Size) const;
};

/// All laws that as many pairs can decide on, and whose coefficients are
/// positive. Sizes ascending; sizes and counts above 0, at least two.
std::vector<Law> fitLaws(llvm::ArrayRef<double> Sizes,
                         llvm::ArrayRef<double> Counts);

} // namespace hone

#endif // HONE_GROWTH_LAWS_H
