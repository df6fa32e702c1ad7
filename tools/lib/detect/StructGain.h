//===- StructGain.h - what another layout would save -----------*- C++ -*-===//
//
// Owns: the two changes of a struct's layout, and the way from visits, objects
// and measured time to what each would save. Knows nothing of how findings
// read.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_STRUCTGAIN_H
#define HONE_DETECT_STRUCTGAIN_H

#include "StructLayout.h"
#include "StructPopulation.h"
#include "lib/costs/CostModel.h"

namespace hone {

/// What is known of a struct that might be laid out otherwise.
struct StructCase {
  const StructType *S = nullptr;
  Population P;
  StructVisitSums Visits;
  double LinesNs = 0;
  std::vector<bool> IsCold; ///< by member
  double ColdUses = 0;      ///< visits of objects that use a cold member
};

/// Null: too few objects or visits to matter, or a layout that must stay.
std::optional<StructCase> caseOf(const Model &M,
                                 const std::vector<ContainerUse> &Uses,
                                 const StructType &S);

/// Another layout and what it saves.
struct LayoutChange {
  bool IsSplit = false;
  Layout Now, Then; ///< Then: of a split, of the part that stays
  double LinesNow = 0, LinesThen = 0; ///< cache lines that a visit touches
  Interval SavingNs;
};

/// The same members in another order; null: no smaller.
std::optional<LayoutChange> reordered(const Model &M, const CostModel &Costs,
                                      const StructCase &C);
/// Without the cold members; null: none is cold, or nothing is won.
std::optional<LayoutChange> split(const Model &M, const CostModel &Costs,
                                  const StructCase &C);

} // namespace hone

#endif // HONE_DETECT_STRUCTGAIN_H
