//===- Replay.h - a stream against the alternatives ------------*- C++ -*-===//
//
// Owns: timing what a program did to a container, on other structures. Knows
// nothing of profiles or findings. `hone try` uses it so:
//
//   Stream S = ...; // from the EVENTS of one container variable
//   Expected<Ranking> R = replay(S, alternativesFor(S.TheKeys));
//   R->Timings.front().Alternative // the fastest
//
// Every window starts with its containers as they were, out of the first-level
// cache: the program did something else since the window before.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_REPLAY_REPLAY_H
#define HONE_REPLAY_REPLAY_H

#include "Stream.h"
#include "lib/costs/Interval.h"
#include "lib/costs/Structures.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace hone {

struct Timing {
  Structure Alternative;
  /// Per operation. Mid is the median of the repetitions, which lies between
  /// Low and High in 96 of 100 cases (order statistics of 9).
  Interval Ns;
};

struct LeftOut {
  Structure Alternative;
  std::string Why; ///< "the order of its keys is used"
};

struct Ranking {
  std::vector<Timing> Timings; ///< fastest first
  std::vector<LeftOut> Impossible;
  uint64_t Operations = 0; ///< replayed, in each repetition
  uint64_t Windows = 0;
  /// See Script::Contradictions: with many of them the stream is of a container
  /// that code without instrumentation changes, too.
  uint64_t Contradictions = 0;
};

/// All structures that a stream with such keys can be replayed on.
llvm::ArrayRef<Structure> alternativesFor(Stream::Keys Keys);

/// Takes some seconds at most. Fails when nothing in the stream can be
/// replayed, when no alternative is left, or when an alternative does not
/// behave as the stream says: the figures would mean nothing.
llvm::Expected<Ranking> replay(const Stream &S,
                               llvm::ArrayRef<Structure> Alternatives);

} // namespace hone

#endif // HONE_REPLAY_REPLAY_H
