//===- FlowGraph.cpp ------------------------------------------------------===//

#include "FlowGraph.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/bit.h"
#include "llvm/ADT/IntEqClasses.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include <numeric>

using namespace llvm;

namespace hone {

/// A switch on llvm.coro.suspend: case 0 and 1 are taken later, by a resumption,
/// in addition to the default that is taken at once.
static bool isSuspension(const Instruction &Terminator) {
  auto *Switch = dyn_cast<SwitchInst>(&Terminator);
  if (!Switch)
    return false;
  auto *Condition = dyn_cast<IntrinsicInst>(Switch->getCondition());
  return Condition && Condition->getIntrinsicID() == Intrinsic::coro_suspend;
}

/// Whether the edge from Terminator to its successor cannot carry a counter.
static bool isIrregular(const Instruction &Terminator, unsigned Successor) {
  if (isa<InvokeInst>(Terminator))
    return Successor == 1;
  if (isSuspension(Terminator))
    return Successor != 0;
  return isa<IndirectBrInst>(Terminator);
}

static bool isReachedIrregularly(const BasicBlock &Block) {
  return any_of(predecessors(&Block), [&](const BasicBlock *Predecessor) {
    const Instruction &Terminator = *Predecessor->getTerminator();
    for (unsigned I = 0, E = Terminator.getNumSuccessors(); I != E; ++I)
      if (Terminator.getSuccessor(I) == &Block && isIrregular(Terminator, I))
        return true;
    return false;
  });
}

static bool isReachedRegularly(const BasicBlock &Block) {
  return any_of(predecessors(&Block), [&](const BasicBlock *Predecessor) {
    const Instruction &Terminator = *Predecessor->getTerminator();
    for (unsigned I = 0, E = Terminator.getNumSuccessors(); I != E; ++I)
      if (Terminator.getSuccessor(I) == &Block && !isIrregular(Terminator, I))
        return true;
    return false;
  });
}

/// Leaves Block to the irregular transfers alone: regular ones go to a new block
/// that holds what was in it.
static void separate(BasicBlock &Block) {
  SmallVector<std::pair<Instruction *, unsigned>, 4> Regular;
  for (BasicBlock *Predecessor : predecessors(&Block)) {
    Instruction *Terminator = Predecessor->getTerminator();
    for (unsigned I = 0, E = Terminator->getNumSuccessors(); I != E; ++I)
      if (Terminator->getSuccessor(I) == &Block && !isIrregular(*Terminator, I))
        Regular.push_back({Terminator, I});
  }
  BasicBlock *Body = Block.splitBasicBlock(Block.getFirstInsertionPt());
  for (auto [Terminator, Successor] : Regular)
    Terminator->setSuccessor(Successor, Body);
}

bool FlowGraph::prepare(Function &F) {
  SmallVector<BasicBlock *, 4> Mixed;
  for (BasicBlock &Block : F) {
    const Instruction &Terminator = *Block.getTerminator();
    if (isa<CallBrInst>(Terminator) || Block.getFirstNonPHI()->isEHPad() !=
                                           isa<LandingPadInst>(
                                               Block.getFirstNonPHI()))
      return false;
    if (!isReachedIrregularly(Block) || !isReachedRegularly(Block))
      continue;
    if (isa<PHINode>(Block.front()) || &Block == &F.getEntryBlock())
      return false;
    Mixed.push_back(&Block);
  }
  for (BasicBlock *Block : Mixed)
    separate(*Block);
  return true;
}

FlowGraph::FlowGraph(Function &F, const ReturnAnalysis &Returns,
                     const BlockFrequencyInfo &Frequencies,
                     const BranchProbabilityInfo &Probabilities) {
  for (BasicBlock &Block : F) {
    Frequency[&Block] = Frequencies.getBlockFreq(&Block).getFrequency();
    addBlock(Block, Returns);
  }
  addEntrance(F.getEntryBlock(), FlowEdge::Entry);
  for (BasicBlock &Block : F)
    addEdges(Block, Probabilities);
  addEndlessLoops();
}

void FlowGraph::add(unsigned Source, unsigned Target, FlowEdge::KindType Kind,
                    Instruction *At, uint64_t Weight, unsigned Successor) {
  FlowEdge Edge{Source, Target, Kind};
  Edge.At = At;
  Edge.Weight = Weight;
  Edge.Successor = Successor;
  Edges.push_back(Edge);
}

void FlowGraph::addEntrance(BasicBlock &Block, FlowEdge::KindType Kind) {
  FlowEdge Edge{Exit, nodeAt(Block.front()), Kind};
  Edge.Block = &Block;
  Edge.Weight = Frequency[&Block];
  Edges.push_back(Edge);
}

void FlowGraph::addBlock(BasicBlock &Block, const ReturnAnalysis &Returns) {
  unsigned Node = NumNodes++;
  const Instruction *MustTail = Block.getTerminatingMustTailCall();
  for (Instruction &I : Block) {
    NodeOf[&I] = Node;
    auto *Call = dyn_cast<CallBase>(&I);
    if (!Call || !Returns.mayNotReturn(*Call) || Call == MustTail)
      continue;
    add(Node, Exit, FlowEdge::Fake, Call, 0);
    LeavesByCall.insert(Node);
    // A call that never returns has nothing after it but `unreachable`.
    if (Call->isTerminator() || Call->doesNotReturn())
      continue;
    add(Node, NumNodes, FlowEdge::AfterCall, Call, Frequency[&Block]);
    Node = NumNodes++;
  }
}

void FlowGraph::addEdges(BasicBlock &Block,
                         const BranchProbabilityInfo &Probabilities) {
  Instruction *Terminator = Block.getTerminator();
  unsigned Node = nodeAt(*Terminator);
  uint64_t Weight = Frequency[&Block];
  if (isReachedIrregularly(Block))
    addEntrance(Block, FlowEdge::ReEntry);
  if (isa<ReturnInst>(Terminator))
    add(Node, Exit, FlowEdge::Return, Terminator, Weight);
  else if (isa<UnreachableInst, ResumeInst, IndirectBrInst>(Terminator) &&
           !LeavesByCall.contains(Node))
    add(Node, Exit, FlowEdge::Fake, Terminator, 0);
  SmallPtrSet<BasicBlock *, 4> Seen;
  for (unsigned I = 0, E = Terminator->getNumSuccessors(); I != E; ++I) {
    BasicBlock *Successor = Terminator->getSuccessor(I);
    if (isIrregular(*Terminator, I) || !Seen.insert(Successor).second)
      continue;
    BranchProbability P = Probabilities.getEdgeProbability(&Block, Successor);
    add(Node, nodeAt(Successor->front()), FlowEdge::Branch, Terminator,
        P.isUnknown() ? Weight : P.scale(Weight), I);
  }
}

/// Who goes into a loop without an end never comes to EXIT; without an edge to it,
/// conservation would have it that nobody went in. Whoever is killed there (or is
/// still there) leaves by that edge.
void FlowGraph::addEndlessLoops() {
  std::vector<SmallVector<unsigned, 2>> Sources(NumNodes);
  for (const FlowEdge &Edge : Edges)
    Sources[Edge.Target].push_back(Edge.Source);
  BitVector Ends(NumNodes);
  SmallVector<unsigned, 16> Open;
  auto Mark = [&](unsigned Node) {
    Ends.set(Node);
    Open.push_back(Node);
    while (!Open.empty())
      for (unsigned Source : Sources[Open.pop_back_val()])
        if (!Ends.test(Source)) {
          Ends.set(Source);
          Open.push_back(Source);
        }
  };
  Mark(Exit);
  // From the last one: of nested ones, what stands after the inner loop.
  for (unsigned Node = NumNodes; --Node;)
    if (!Ends.test(Node)) {
      add(Node, Exit, FlowEdge::Fake, nullptr, 0);
      Mark(Node);
    }
}

std::vector<const FlowEdge *> FlowGraph::edgesBySource() const {
  std::vector<const FlowEdge *> Sorted;
  for (const FlowEdge &Edge : Edges)
    Sorted.push_back(&Edge);
  llvm::stable_sort(Sorted, [](const FlowEdge *A, const FlowEdge *B) {
    return A->Source < B->Source;
  });
  return Sorted;
}

unsigned FlowGraph::assignCounters() {
  std::vector<unsigned> Order(Edges.size());
  std::iota(Order.begin(), Order.end(), 0u);
  // Fake edges cannot be counted: they enter the tree first. Returns follow; no
  // node has two of these, so they close no cycle. Of edges that are executed
  // about equally often the last ones enter first: what is counted then stands
  // at the beginning, and what a killed program had begun has been counted. The
  // way out of a loop weighs what the way in does, but for rounding.
  auto Rank = [&](unsigned I) -> uint64_t {
    if (Edges[I].Kind == FlowEdge::Fake)
      return ~uint64_t(0);
    if (Edges[I].Kind == FlowEdge::Return)
      return ~uint64_t(0) - 1;
    unsigned Bits = 64 - llvm::countl_zero(Edges[I].Weight | 1);
    unsigned Dropped = Bits > 4 ? Bits - 4 : 0;
    return (Edges[I].Weight + ((uint64_t(1) << Dropped) >> 1)) >> Dropped
                                                                      << Dropped;
  };
  auto IsEntry = [&](unsigned I) { return Edges[I].Kind == FlowEdge::Entry; };
  sort(Order, [&](unsigned A, unsigned B) {
    return std::tuple(Rank(A), IsEntry(B), A) >
           std::tuple(Rank(B), IsEntry(A), B);
  });
  IntEqClasses Trees(NumNodes);
  BitVector IsCounted(Edges.size());
  for (unsigned I : Order) {
    FlowEdge &Edge = Edges[I];
    if (Trees.findLeader(Edge.Source) != Trees.findLeader(Edge.Target))
      Trees.join(Edge.Source, Edge.Target);
    else
      IsCounted.set(I);
  }
  unsigned NumCounters = 0;
  for (const FlowEdge *Edge : edgesBySource()) {
    size_t I = Edge - Edges.begin();
    if (IsCounted.test(I))
      Edges[I].Counter = NumCounters++;
  }
  return NumCounters;
}

} // namespace hone
