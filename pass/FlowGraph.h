//===- FlowGraph.h - a function's flow graph as it is counted --*- C++ -*-===//
//
// Owns: the nodes and edges on which counts are conserved. A node is a run of
// instructions that is executed as a whole: a basic block, cut after each call
// that may not return. Node 0 is EXIT: what leaves the function flows into it,
// what enters flows out of it.
//
//        EXIT ---> entry            call f() that may throw:
//         ^          |                ... call f   node i  --fake--> EXIT
//         |          v                                |  (counted edge)
//        ret  <---  ...               ... after       v  node i+1
//
// Control transfers that cannot be counted edge by edge (unwinding to a landing
// pad, computed goto, the resumption of a coroutine) are taken apart: the source
// leaves to EXIT by a fake edge, and the target is entered from EXIT by an edge
// that is counted at the target's start.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_FLOWGRAPH_H
#define HONE_PASS_FLOWGRAPH_H

#include "ReturnAnalysis.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Analysis/BlockFrequencyInfo.h"
#include "llvm/Analysis/BranchProbabilityInfo.h"
#include "llvm/IR/Function.h"

namespace hone {

struct FlowEdge {
  enum KindType {
    Entry,     ///< EXIT -> Block, the entry block
    ReEntry,   ///< EXIT -> Block, which is reached by an irregular transfer
    AfterCall, ///< cut after a call: At is the call
    Branch,    ///< At is the terminator, Successor its successor
    Return,    ///< At is the return
    Fake,      ///< to EXIT, by a call that does not return or out of a loop that
               ///< has no end; never counted
  };
  unsigned Source, Target;
  KindType Kind;
  llvm::Instruction *At = nullptr;
  llvm::BasicBlock *Block = nullptr;
  unsigned Successor = 0;
  uint64_t Weight = 0;
  static constexpr unsigned Uncounted = ~0u;
  unsigned Counter = Uncounted;
};

class FlowGraph {
public:
  static constexpr unsigned Exit = 0, Entry = 1;

  /// Brings F into the form that can be counted (splits blocks that are reached
  /// both regularly and irregularly). False: F has control flow that hone does
  /// not count; F is unchanged then.
  static bool prepare(llvm::Function &F);

  FlowGraph(llvm::Function &F, const ReturnAnalysis &Returns,
            const llvm::BlockFrequencyInfo &Frequencies,
            const llvm::BranchProbabilityInfo &Probabilities);

  unsigned numNodes() const { return NumNodes; }
  llvm::ArrayRef<FlowEdge> edges() const { return Edges; }

  /// Node that I belongs to; valid also after blocks were split. Exit if I was
  /// not in the function when the graph was built.
  unsigned nodeAt(const llvm::Instruction &I) const {
    return NodeOf.lookup(&I);
  }

  /// Edges in the order of their sources; every node is the source of one.
  std::vector<const FlowEdge *> edgesBySource() const;

  /// Chooses the edges that carry counters: the complement of a maximum spanning
  /// tree (Knuth & Stevenson 1973; Ball & Larus 1994). Returns their number.
  /// They are numbered in the order of edgesBySource.
  unsigned assignCounters();

private:
  void addBlock(llvm::BasicBlock &Block, const ReturnAnalysis &Returns);
  void addEdges(llvm::BasicBlock &Block,
                const llvm::BranchProbabilityInfo &Probabilities);
  void add(unsigned Source, unsigned Target, FlowEdge::KindType Kind,
           llvm::Instruction *At, uint64_t Weight, unsigned Successor = 0);
  void addEntrance(llvm::BasicBlock &Block, FlowEdge::KindType Kind);

  unsigned NumNodes = 1;
  llvm::SmallVector<FlowEdge, 16> Edges;
  void addEndlessLoops();

  llvm::DenseMap<const llvm::Instruction *, unsigned> NodeOf;
  llvm::DenseMap<const llvm::BasicBlock *, uint64_t> Frequency;
  llvm::DenseSet<unsigned> LeavesByCall;
};

} // namespace hone

#endif // HONE_PASS_FLOWGRAPH_H
