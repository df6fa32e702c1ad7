//===- Runner.h - one structure goes through a script ----------*- C++ -*-===//
//
// Owns: the interface between the ranking and the code per structure.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_REPLAY_RUNNER_H
#define HONE_REPLAY_RUNNER_H

#include "Script.h"
#include "lib/costs/Structures.h"

#include <functional>

namespace hone {

struct RunResult {
  double Ns = 0; ///< of all steps; making the containers is not in it
  /// Steps whose result was not the expected one, and containers that held
  /// another number of elements at the end than they should.
  uint64_t Mistakes = 0;
};

/// Goes through the script once.
using Runner = std::function<RunResult(const Script &)>;

/// Called before each window is timed, with its containers made.
using BeforeWindow = std::function<void()>;

/// Null: the structure cannot hold what the script's container did.
Runner keyedRunner(Structure S, const Script &For, BeforeWindow Before);
Runner sequenceRunner(Structure S, const Script &For, BeforeWindow Before);

} // namespace hone

#endif // HONE_REPLAY_RUNNER_H
