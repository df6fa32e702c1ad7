//===- OwnCost.h - what measuring cost the program -------------*- C++ -*-===//
//
// Owns: how much of one process's time hone itself took, and times without it.
// Knows nothing of names or of other processes.
//
// The runtime books along every activation what its hooks and observers cost as
// calibrated in a tight loop at start-up (TimeRecord, EdgeRecord: *CostNs, never
// more than the activation's own time). What was really paid is known from samples
// in hone's code. It may be less, where the processor overlaps the clock readings
// with the program's work; where it is more (Lua's interpreter: 1.1 to 1.2 times),
// no more is taken out than was booked, for the sake of consistency:
//
//   scale = min(1, (samples in hone's code + Prior) / (expected ones + Prior))
//   net   = Ns - scale * CostNs
//
// with Prior = 10: the mean of a Poisson rate whose prior is a Gamma
// distribution of mean 1 and weight 10, so that a few samples change little
// (Gelman et al., Bayesian Data Analysis, 2.6). Times with the whole cost taken
// out are consistent (no function's total above its caller's), and so are those
// with none taken out: hence all between.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_OWNCOST_H
#define HONE_PROFILE_OWNCOST_H

#include "ProfileFile.h"
#include "Saturate.h"

#include <algorithm>

namespace hone {

struct OwnCost {
  double Scale = 1; ///< of the costs in TIMES and EDGES, what was really paid
  double Ns = 0;    ///< CPU time that hone took of the process

  U64 net(U64 Ns, U64 CostNs) const {
    return Ns - std::min(Ns, toCount(double(CostNs) * Scale));
  }
};

OwnCost ownCost(const ProfileFile &File);

} // namespace hone

#endif // HONE_PROFILE_OWNCOST_H
