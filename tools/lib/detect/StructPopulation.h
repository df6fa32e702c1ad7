//===- StructPopulation.h - the objects of a struct, and visits -*- C++ -*-===//
//
// Owns: how many objects of a struct live, in what they stand, how often they
// are looked at and how long that takes, as far as containers, the heap and
// samples of lines tell. Knows nothing of layouts.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_STRUCTPOPULATION_H
#define HONE_DETECT_STRUCTPOPULATION_H

#include "ContainerUse.h"
#include "lib/profile/Model.h"

#include <optional>

namespace hone {

struct Population {
  double Objects = 0; ///< of the place that has most
  bool InRow = true;  ///< side by side, not each in a block of its own
  std::optional<ContainerId> Container; ///< null: blocks from the allocator
  const StructAllocation *Allocation = nullptr;
  /// Times that a container gave access to an object; null: not known.
  std::optional<double> Reached;
  /// Objects change places: they are sorted, or inserted and erased in between.
  bool IsRearranged = false;
  /// By walks rather than by number.
  bool IsWalked = false;
};

/// Null: nothing tells how many there are.
std::optional<Population> populationOf(const Model &M,
                                       const std::vector<ContainerUse> &Uses,
                                       const StructType &S);

struct StructVisitSums {
  double Visits = 0;             ///< of objects
  std::vector<double> OfMembers; ///< that use the member
};
StructVisitSums visitsOf(const StructType &S, const Population &P);

/// CPU time of the lines that use members, from samples.
double linesNs(const Model &M, const StructType &S);

/// The lines with most of it: "app.cpp:31, app.cpp:47".
std::string hotLines(const Model &M, const StructType &S);

} // namespace hone

#endif // HONE_DETECT_STRUCTPOPULATION_H
