//===- Solver.cpp ---------------------------------------------------------===//
//
// Owns: the elimination of leaves. A node all of whose edges but one are known
// determines that one; on a forest this reaches every edge in linear time.
//
//===----------------------------------------------------------------------===//

#include "Solver.h"

using namespace hone;
using namespace llvm;

namespace {

/// What a node still lacks. The XOR of the indexes of its unknown edges is,
/// when one is left, that one's index: no adjacency lists are needed.
struct NodeState {
  U32 NumUnknown = 0;
  U32 UnknownXor = 0;
  U64 Excess = 0; ///< known inflow minus known outflow, modulo 2^64
};

class Solver {
public:
  Solver(U32 NumNodes, ArrayRef<FlowEdge> Edges, ArrayRef<U64> Counters)
      : Edges(Edges), States(NumNodes), Values(Edges.size()) {
    for (U32 I = 0; I != Edges.size(); ++I) {
      if (Edges[I].Counter)
        setKnown(I, Counters[Edges[I].Counter - 1]);
      else
        addUnknown(I);
    }
  }
  FlowCounts solve();

private:
  void setKnown(U32 Edge, U64 Value) {
    Values[Edge] = Value;
    States[Edges[Edge].Source].Excess -= Value;
    States[Edges[Edge].Target].Excess += Value;
  }
  void addUnknown(U32 Edge) {
    for (U32 Node : {Edges[Edge].Source, Edges[Edge].Target}) {
      ++States[Node].NumUnknown;
      States[Node].UnknownXor ^= Edge;
    }
  }
  void eliminate();

  ArrayRef<FlowEdge> Edges;
  std::vector<NodeState> States;
  std::vector<U64> Values; ///< modulo 2^64: negative ones are large
};

} // namespace

void Solver::eliminate() {
  std::vector<U32> Leaves;
  for (U32 Node = 0; Node != States.size(); ++Node)
    if (States[Node].NumUnknown == 1)
      Leaves.push_back(Node);
  while (!Leaves.empty()) {
    U32 Node = Leaves.back();
    Leaves.pop_back();
    if (States[Node].NumUnknown != 1)
      continue; // its last edge was solved from the other end
    U32 Edge = States[Node].UnknownXor;
    U32 Source = Edges[Edge].Source, Target = Edges[Edge].Target;
    U64 Excess = States[Node].Excess;
    for (U32 End : {Source, Target}) {
      --States[End].NumUnknown;
      States[End].UnknownXor ^= Edge;
      if (States[End].NumUnknown == 1)
        Leaves.push_back(End);
    }
    setKnown(Edge, Node == Source ? Excess : -Excess);
  }
}

FlowCounts Solver::solve() {
  eliminate();
  FlowCounts Result;
  Result.Nodes.resize(States.size());
  for (const NodeState &State : States) {
    if (State.NumUnknown)
      Result.IsComplete = false;
    else
      Result.Violation = std::max<U64>(Result.Violation,
                                       std::min(State.Excess, -State.Excess));
  }
  for (U32 I = 0; I != Edges.size(); ++I) {
    // No program counts to 2^63: such a value is a negative one.
    I64 Count = static_cast<I64>(Values[I]);
    if (Count < 0 && Edges[I].Kind != EDGE_LEAVE) {
      Result.Violation = std::max(Result.Violation, -Values[I]);
      Count = 0;
    }
    Result.Edges.push_back(Count);
    if (Edges[I].Target != FunctionInfo::Exit)
      Result.Nodes[Edges[I].Target] += static_cast<U64>(Count);
  }
  return Result;
}

FlowCounts hone::solveFlow(U32 NumNodes, ArrayRef<FlowEdge> Edges,
                           ArrayRef<U64> Counters) {
  return Solver(NumNodes, Edges, Counters).solve();
}
