//===- KeyCosts.h - costs by the type of a key -----------------*- C++ -*-===//
//
// Owns: what the cost model says of keys that only a type's name is known of.
// Knows nothing of findings.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_KEYCOSTS_H
#define HONE_DETECT_KEYCOSTS_H

#include "TypeText.h"
#include "lib/costs/CostModel.h"

namespace hone {

/// The cost of an action on a structure that is looked up by keys of this
/// class: Map, HashMap, FlatHash, SortedVector, Vector, Deque or List, which
/// can do it with all of them.
Interval keyCost(const CostModel &Costs, Structure S, Action A, KeyClass Key,
                 double N);

} // namespace hone

#endif // HONE_DETECT_KEYCOSTS_H
