//===- CounterPlanter.cpp -------------------------------------------------===//

#include "CounterPlanter.h"
#include "Compat.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/Support/ModRef.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

namespace hone {

static FunctionCallee placeholder(Module &M) {
  LLVMContext &Context = M.getContext();
  FunctionCallee Callee = M.getOrInsertFunction(
      CounterPlaceholder,
      FunctionType::get(Type::getVoidTy(Context),
                        {compat::pointerType(Context), Type::getInt64Ty(Context)},
                        /*isVarArg=*/false));
  auto *F = cast<Function>(Callee.getCallee());
  F->setMemoryEffects(MemoryEffects::inaccessibleMemOnly());
  F->setDoesNotThrow();
  F->setWillReturn();
  F->addFnAttr(Attribute::NoSync);
  F->addFnAttr(Attribute::NoFree);
  F->addFnAttr(Attribute::NoCallback);
  // To the inliner it is one instruction, not the price of a call.
  F->addFnAttr("call-inline-cost", "5");
  return Callee;
}

/// The instruction in front of which Edge's counter stands. Splits the edge when
/// neither of its ends belongs to it alone.
static Instruction *insertionPoint(const FlowEdge &Edge) {
  switch (Edge.Kind) {
  case FlowEdge::Entry:
  case FlowEdge::ReEntry:
    return &*Edge.Block->getFirstInsertionPt();
  case FlowEdge::AfterCall:
    return Edge.At->getNextNode();
  case FlowEdge::Return:
    if (CallInst *Call = Edge.At->getParent()->getTerminatingMustTailCall())
      return Call;
    return Edge.At;
  case FlowEdge::Fake:
    break;
  case FlowEdge::Branch: {
    BasicBlock *Successor = Edge.At->getSuccessor(Edge.Successor);
    if (Successor->getUniquePredecessor() == Edge.At->getParent())
      return &*Successor->getFirstInsertionPt();
    if (Edge.At->getNumSuccessors() == 1)
      return Edge.At;
    CriticalEdgeSplittingOptions Options;
    Options.setMergeIdenticalEdges();
    BasicBlock *Middle = SplitCriticalEdge(Edge.At, Edge.Successor, Options);
    assert(Middle && "FlowGraph makes uncountable edges irregular");
    return Middle->getTerminator();
  }
  }
  llvm_unreachable("fake edges carry no counter");
}

void plantCounters(Function &F, const FlowGraph &Graph,
                   GlobalVariable &Counters) {
  FunctionCallee Count = placeholder(*F.getParent());
  // Entry counters first go behind the allocas, which must stay in front to
  // become registers.
  for (const FlowEdge &Edge : Graph.edges()) {
    if (Edge.Counter == FlowEdge::Uncounted)
      continue;
    Instruction *Point = insertionPoint(Edge);
    while (isa<AllocaInst>(Point))
      Point = Point->getNextNode();
    IRBuilder<> Builder(Point);
    Builder.SetCurrentDebugLocation(DebugLoc());
    Value *Counter = Builder.CreateConstInBoundsGEP2_64(
        Counters.getValueType(), &Counters, 0, Edge.Counter);
    // Merging two of them would make the counter's address a value of its own.
    Builder.CreateCall(Count, {Counter, Builder.getInt64(1)})
        ->addFnAttr(Attribute::NoMerge);
  }
}

} // namespace hone
