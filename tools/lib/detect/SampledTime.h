//===- SampledTime.h - what samples say of a function -----------*- C++ -*-===//
//
// Owns: an upper bound on the inclusive time of a function from line samples.
// Clock readings around a function of a few nanoseconds measure hone more than the
// function; samples do not, but know no callers. So: no function takes longer than
// all lines of the functions that can be reached from it.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_SAMPLEDTIME_H
#define HONE_DETECT_SAMPLEDTIME_H

#include "lib/profile/Model.h"

#include <optional>
#include <set>

namespace hone {

/// In ns of CPU time; null when there are too few samples to say. The bound holds
/// for 95 of 100 runs: time t in samples of p ns each is known to within
/// 2 sqrt(t p) (the number of samples is Poisson distributed).
std::optional<double> mostInclusiveNs(const Model &M, FunctionId Function);

/// Of samples taken in any of these functions or below one, each once.
double nsInside(const Model &M, const std::set<FunctionId> &Functions);

} // namespace hone

#endif // HONE_DETECT_SAMPLEDTIME_H
