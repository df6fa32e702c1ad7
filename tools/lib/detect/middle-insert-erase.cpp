//===- middle-insert-erase.cpp - rule middle-insert-erase ---------*- C++
//-*-===//
//
// Owns: nothing but the name: what moves elements, and what would cost less, is
// PlacedChanges.h's, with all thresholds.
//
//===----------------------------------------------------------------------===//

#include "Detectors.h"
#include "PlacedFinding.h"

namespace hone {

void detectMiddleInsertErase(const Model &M, const CostModel &Costs,
                             std::vector<Finding> &Out) {
  for (const ContainerUse &Use : containerUses(M)) {
    std::optional<PlacedChanges> P = placedChanges(M, Use);
    if (!P || P->IsAtFront)
      continue;
    std::vector<PlacedAlternative> Best = alternativesTo(*P, M, Costs, Use);
    if (!Best.empty())
      Out.push_back(placedFinding("middle-insert-erase", M, Use, *P, Best));
  }
}

} // namespace hone
