//===- Plan.h - the parts of a calibration ---------------------*- C++ -*-===//
//
// Owns: the list of what is measured, made by the two files that know the
// structures (PlanKeyed.cpp, PlanSequences.cpp; apart, because both compile for
// long) and run by Calibration.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_COSTS_PLAN_H
#define HONE_COSTS_PLAN_H

#include "Subjects.h"

#include <functional>
#include <vector>

namespace hone {

/// One structure with one content at one size in one pattern.
using Part = std::function<void(Laboratory &, Results &)>;

void planKeyed(bool IsQuick, std::vector<Part> &Plan);
void planSequences(bool IsQuick, std::vector<Part> &Plan);

/// Powers of 4 from 4 to Most; every other one if quick.
inline std::vector<size_t> sizesUpTo(size_t Most, bool IsQuick) {
  std::vector<size_t> Sizes;
  for (size_t N = 4; N <= Most; N *= IsQuick ? 16 : 4)
    Sizes.push_back(N);
  return Sizes;
}

} // namespace hone

#endif // HONE_COSTS_PLAN_H
