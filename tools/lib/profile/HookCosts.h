//===- HookCosts.h - times without the cost of measuring them --*- C++ -*-===//
//
// Owns: the compensation of one process's TIMES and EDGES for the cost of the
// entry and exit hooks. Knows nothing of names or of other processes.
//
// A pair of hooks costs `inner` between its two clock readings, which lands in
// the function's own time, and `outer` outside them, which lands in the
// caller's:
//
//   self  = SelfNs  - Calls * inner - Children * outer
//   total = TotalNs - outermost Calls * inner - below * (inner + outer)
//
// where `below` is the number of timed calls made, directly or not, below the
// function's outermost activations. It follows from the edges: callees first, a
// function has below itself its calls of each callee times (1 + what one call
// of the callee has below it). Functions that call each other in a circle are
// taken together; each has the circle's number in proportion to its total time.
//   edge total = EdgeRecord.TotalNs * (total / TotalNs) of the callee
// All are kept at or above 0, and total at or above self.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_HOOKCOSTS_H
#define HONE_PROFILE_HOOKCOSTS_H

#include "ProfileFile.h"

namespace hone {

struct NetTimes {
  struct FunctionTime {
    U64 SelfNs, TotalNs, MinNs, MaxNs;
  };
  std::vector<FunctionTime> Functions; ///< parallel to ProfileFile::Times
  std::vector<U64> EdgeTotalNs;        ///< parallel to ProfileFile::Edges
  double HooksNs = 0;                  ///< cost of all hooks
};

NetTimes netTimes(const ProfileFile &File);

} // namespace hone

#endif // HONE_PROFILE_HOOKCOSTS_H
