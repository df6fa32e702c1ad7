//===- Solver.h - all counts of a function from a few ----------*- C++ -*-===//
//
// Owns: flow conservation. The pass counts only the complement of a spanning
// tree of the flow graph's edges; the rest follows, since for every node what
// flows in flows out (Knuth & Stevenson, "Optimal measurement points for
// program frequency counts", 1973). Knows nothing of lines or files.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_SOLVER_H
#define HONE_PROFILE_SOLVER_H

#include "InfoReader.h"
#include "llvm/ADT/ArrayRef.h"

namespace hone {

struct FlowCounts {
  std::vector<I64> Edges; ///< in the order of the graph's edges; only those of
                          ///< kind EDGE_LEAVE may be negative
  std::vector<U64> Nodes; ///< sum over the edges into each node; EXIT's is 0
  /// By how much the counters contradict conservation, at worst: the largest
  /// count that came out negative (and was set to 0) or the largest imbalance
  /// of a node. Frames that are active while the counters are read cause small
  /// ones.
  U64 Violation = 0;
  /// False: the uncounted edges do not form a forest, some counts are unknown
  /// (0).
  bool IsComplete = true;
};

/// Counters[k] is the count of the edges with Counter k+1.
FlowCounts solveFlow(U32 NumNodes, llvm::ArrayRef<FlowEdge> Edges,
                     llvm::ArrayRef<U64> Counters);

} // namespace hone

#endif // HONE_PROFILE_SOLVER_H
