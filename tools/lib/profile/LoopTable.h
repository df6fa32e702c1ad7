//===- LoopTable.h - loops and how often they turn -------------*- C++ -*-===//
//
// Owns: finding the loops of a function's flow graph and summing their counts
// over copies and instantiations. Knows nothing of lines' hits or of times.
//
// A loop is a natural loop (Aho et al., "Compilers", 9.6.6): its header is a
// node to which an edge leads back from a node that is reached through it.
// Where a goto jumps into the middle of a loop, one of its ways in counts as a
// turn.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_LOOPTABLE_H
#define HONE_PROFILE_LOOPTABLE_H

#include "LineCounter.h"

#include <map>
#include <tuple>

namespace hone {

class LoopTable {
public:
  void addCopy(const FunctionCopy &Copy);
  /// By function, file, line.
  std::vector<Loop> loops() const;

private:
  std::map<std::tuple<FunctionId, FileId, uint32_t>, Loop> ByPlace;
};

} // namespace hone

#endif // HONE_PROFILE_LOOPTABLE_H
