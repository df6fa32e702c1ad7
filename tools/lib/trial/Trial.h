//===- Trial.h - a suggestion checked by replaying -------------*- C++ -*-===//
//
// Owns: the way from a suggestion about a container to a replay of what the
// program did to it, and what that says of the suggestion. Knows nothing of how
// anything is timed or printed.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_TRIAL_TRIAL_H
#define HONE_TRIAL_TRIAL_H

#include "lib/detect/Advice.h"
#include "lib/replay/Replay.h"

#include <optional>

namespace hone {

struct Trial {
  Structure Now;                     ///< what holds the elements today
  std::optional<Structure> Proposed; ///< null: the suggestion is another change
  Ranking Replayed;
  /// Time in the operations that are observed, in ns, as measured in the run.
  double OperationsNs = 0;

  const Timing *timing(Structure S) const;
  /// What S would save of OperationsNs if it does in the program as it did in
  /// the replay; null: it was not replayed.
  std::optional<Interval> savingNs(Structure S) const;
};

/// The recorded windows of the container: what replay() takes.
Stream streamOf(const Model &M, ContainerId Id);

/// Takes some seconds. Fails where there is nothing to replay, and says why.
llvm::Expected<Trial> tryContainer(const Model &M, const Suggestion &S);

} // namespace hone

#endif // HONE_TRIAL_TRIAL_H
