//===- PlacedChanges.h - elements that make room for others ----*- C++ -*-===//
//
// Owns: what front-insert-erase and middle-insert-erase share: the insertions
// and erasures at places of one sequence that move other elements, what they
// take, and which change of the program would take least instead. Decides by
// cost alone: there is no length here from which on a list is better.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_PLACEDCHANGES_H
#define HONE_DETECT_PLACEDCHANGES_H

#include "SequenceUse.h"

namespace hone {

/// Of one container. Sums are scaled to all operations, not only the observed.
struct PlacedChanges {
  /// Where elements move, the places with most time first.
  std::vector<const Operation *> Places;
  OperationSample Inserts, Erases;
  double NowNs = 0;
  double Bytes = 8;        ///< of an element
  bool IsAtFront = false;  ///< most of them are at the first element
  bool IsAtEnds = false;   ///< all that there are, at the first or last one
  bool ErasesMost = false; ///< of what moves, nearly all moves for erasures
  double number() const { return Inserts.Observed + Erases.Observed; }
  double moved() const { return Inserts.Moved + Erases.Moved; }
  double meanMoved() const { return number() ? moved() / number() : 0; }
  double meanSize() const {
    return number() ? (Inserts.Sizes + Erases.Sizes) / number() : 0;
  }
  uint64_t samples() const { return Inserts.Samples + Erases.Samples; }
};

/// Null: it has none, or too few to speak of.
std::optional<PlacedChanges> placedChanges(const Model &M,
                                           const ContainerUse &Use);

enum class Instead {
  Compaction, ///< what stays is moved once, in one pass: std::erase_if
  Deque,
  List,
  Tree ///< std::set or std::multiset, of what is kept sorted
};

struct PlacedAlternative {
  Instead What;
  Interval SavingNs;
};

/// Those that are possible and would save, even at the low end of what is
/// expected; the best one first.
std::vector<PlacedAlternative> alternativesTo(const PlacedChanges &P,
                                              const Model &M,
                                              const CostModel &Costs,
                                              const ContainerUse &Use);

} // namespace hone

#endif // HONE_DETECT_PLACEDCHANGES_H
