//===- ContainerCosts.h - what look-ups cost -------------------*- C++ -*-===//
//
// Owns: the cost model of the structures that findings propose, with the source
// of every figure. Knows nothing of findings.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_CONTAINERCOSTS_H
#define HONE_DETECT_CONTAINERCOSTS_H

#include "TypeText.h"
#include "lib/costs/Interval.h"

namespace hone {

/// Times in ns. N is the number of elements the structure holds.
Interval hashLookupNs(KeyClass Key, double N);
Interval hashInsertNs(KeyClass Key, double N);
Interval sortedLookupNs(KeyClass Key, double N);
/// Per element of the array that is sorted.
Interval sortNs(KeyClass Key, double N);

} // namespace hone

#endif // HONE_DETECT_CONTAINERCOSTS_H
