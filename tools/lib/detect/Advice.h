//===- Advice.h - which findings are worth showing -------------*- C++ -*-===//
//
// Owns: running the detectors, ranking what they found, saying which findings
// compete for the same time, and hiding what is too small. Knows no rule's
// insides and nothing of printing.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_ADVICE_H
#define HONE_DETECT_ADVICE_H

#include "Detectors.h"

#include <optional>

namespace hone {

struct AdviceOptions {
  /// Savings expected below this share of the run are hidden: 1 % is the floor
  /// of MemoizeIt (OOPSLA'15), below which its authors found no speed-up.
  double MinGainPct = 1;
  std::string OnlyRule;     ///< empty: all
  size_t Most = ~size_t(0); ///< how many to keep at most
};

struct Suggestion {
  /// "S1" is the largest saving, or competes with it and comes first in the
  /// order of work; filters do not renumber.
  std::string Id;
  Finding F;
  Interval Pct;     ///< of the run
  Interval Speedup; ///< of the whole run, 2 = twice as fast
  /// Id of the suggestion before it that removes (part of) the same time: the
  /// two savings do not add up. Empty: none.
  std::string Within;
};

/// What the detectors had to look at, for "nothing found" to mean something.
struct Examined {
  uint64_t Functions = 0; ///< that were called
  uint64_t Searches = 0;  ///< places that search and were reached
  uint64_t Containers = 0; ///< that were used
  uint64_t Memos = 0;     ///< functions whose arguments were observed
};

struct Advice {
  double ProgramNs = 0;                ///< what the percentages are a share of
  std::vector<Suggestion> Suggestions; ///< best first
  size_t Hidden = 0; ///< not among them because they save too little
  Examined Looked;
  std::string Costs; ///< where the costs are from that gains were predicted with
  bool IsCalibrated = false; ///< they are of this machine
};

/// Costs: of containers, on the machine that predictions are for.
Advice advise(const Model &M, const CostModel &Costs,
              const AdviceOptions &Options);

/// Ranks findings that are already there; advise() without the detectors.
std::vector<Suggestion> rank(const Model &M, std::vector<Finding> Findings);

} // namespace hone

#endif // HONE_DETECT_ADVICE_H
