//===- Comparison.h - functions that compare for equality ------*- C++ -*-===//
//
// Owns: which functions compare two things for equality, by name, and what they
// return when the things are equal. Comparisons of iterators are not among
// them: they say where a loop is, not what it looks at.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_COMPARISON_H
#define HONE_PASS_COMPARISON_H

#include "llvm/IR/Function.h"
#include "llvm/IR/InstrTypes.h"
#include <utility>

namespace hone {

enum class Equality {
  None,   ///< not a comparison for equality
  IsTrue, ///< operator==, equals: not 0 when equal
  IsZero  ///< strcmp, compare, operator!=: 0 when equal
};

Equality equalityOf(const llvm::Function &F);

/// Which two arguments of a comparison are what is compared: views come as
/// length and address each.
std::pair<unsigned, unsigned> comparedOperands(const llvm::CallBase &Call);

inline bool isComparison(const llvm::Function &F) {
  return equalityOf(F) != Equality::None;
}

} // namespace hone

#endif // HONE_PASS_COMPARISON_H
