//===- Element.cpp --------------------------------------------------------===//

#include "Element.h"
#include "Effects.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace hone {

// Longest chain of instructions between two rounds' positions: a deque's
// operator++ has about 10.
static constexpr unsigned MaxStepDepth = 24;

ElementAnalysis::ElementAnalysis(const Loop &L, Effects &E) : L(L), E(E) {
  for (PHINode &Phi : L.getHeader()->phis()) {
    bool Advances = true, Follows = false;
    for (BasicBlock *From : Phi.blocks()) {
      if (!L.contains(From))
        continue;
      Step S = stepOf(Phi.getIncomingValueForBlock(From), Phi, MaxStepDepth);
      Advances &= S == Advance || S == Follow;
      Follows |= S == Follow;
    }
    if (Advances) {
      Positions.insert(&Phi);
      FollowsPointers |= Follows;
    }
  }
}

static bool isTreeIncrement(const CallBase &Call) {
  const Function *Callee = Call.getCalledFunction();
  return Callee && (Callee->getName().contains("_Rb_tree_increment") ||
                    Callee->getName().contains("_Rb_tree_decrement") ||
                    Callee->getName().contains("__tree_next"));
}

/// How V follows from Phi: by adding (Advance), by loading from what it points
/// to (Follow: a next pointer), or otherwise (None).
ElementAnalysis::Step ElementAnalysis::stepOf(Value *V, const PHINode &Phi,
                                              unsigned Depth) {
  if (V == &Phi)
    return Same;
  auto *I = dyn_cast<Instruction>(V);
  if (!I || !L.contains(I) || !Depth)
    return None;
  auto Stepped = [](Step S) { return S == Same ? Advance : S; };
  if (auto *Gep = dyn_cast<GetElementPtrInst>(I)) {
    for (Value *Index : Gep->indices())
      if (!L.isLoopInvariant(Index))
        return None;
    return Stepped(stepOf(Gep->getPointerOperand(), Phi, Depth - 1));
  }
  if (isa<CastInst>(I) || isa<FreezeInst>(I))
    return stepOf(I->getOperand(0), Phi, Depth - 1);
  if (I->getOpcode() == Instruction::Add || I->getOpcode() == Instruction::Sub)
    for (unsigned Side : {0u, 1u})
      if (L.isLoopInvariant(I->getOperand(1 - Side)))
        return Stepped(stepOf(I->getOperand(Side), Phi, Depth - 1));
  if (auto *Load = dyn_cast<LoadInst>(I))
    return stepOf(Load->getPointerOperand(), Phi, Depth - 1) == None ? None
                                                                     : Follow;
  if (auto *Call = dyn_cast<CallBase>(I))
    if (isTreeIncrement(*Call))
      return stepOf(Call->getArgOperand(0), Phi, Depth - 1) == None ? None
                                                                    : Follow;
  if (auto *Join = dyn_cast<PHINode>(I))
    return stepOfPhi(*Join, Phi, Depth - 1);
  return None;
}

/// A deque's position is the next address or the start of the next chunk. Where
/// all ways follow pointers, the loop chooses its way through a tree.
ElementAnalysis::Step ElementAnalysis::stepOfPhi(const PHINode &Join,
                                                 const PHINode &Phi,
                                                 unsigned Depth) {
  if (Join.getParent() == L.getHeader())
    return None;
  unsigned Advances = 0;
  for (Value *V : Join.incoming_values()) {
    Step S = stepOf(V, Phi, Depth);
    auto *Load = dyn_cast<LoadInst>(V);
    if (S == Advance)
      ++Advances;
    else if (S != Follow && !(Load && L.contains(Load)))
      return None;
  }
  return Advances ? Advance : None;
}

/// Whether V is computed from Phi's value of this round and something else that
/// varies.
static bool addsTo(const Value *V, const PHINode &Phi, const Loop &L,
                   unsigned Depth) {
  auto *I = dyn_cast<Instruction>(V);
  if (!I || !L.contains(I) || !Depth)
    return false;
  if (auto *Join = dyn_cast<PHINode>(I))
    return Join != &Phi && Join->getParent() != L.getHeader() &&
           any_of(Join->incoming_values(), [&](const Value *Way) {
             return addsTo(Way, Phi, L, Depth - 1);
           });
  if (isa<CastInst>(I))
    return addsTo(I->getOperand(0), Phi, L, Depth - 1);
  if (!isa<BinaryOperator>(I))
    return false;
  for (unsigned Side : {0u, 1u}) {
    const Value *Own = I->getOperand(Side);
    if (Own == &Phi && !L.isLoopInvariant(I->getOperand(1 - Side)))
      return true;
    if (addsTo(Own, Phi, L, Depth - 1))
      return true;
  }
  return false;
}

bool ElementAnalysis::accumulates() const {
  auto IsUsedAfter = [&](const Value &V) {
    return any_of(V.users(), [&](const User *U) {
      auto *I = dyn_cast<Instruction>(U);
      return I && !L.contains(I);
    });
  };
  for (const PHINode &Phi : L.getHeader()->phis())
    for (BasicBlock *From : Phi.blocks()) {
      const Value *Next = Phi.getIncomingValueForBlock(From);
      if (L.contains(From) && !Positions.contains(&Phi) &&
          addsTo(Next, Phi, L, /*Depth=*/8) &&
          (IsUsedAfter(Phi) || IsUsedAfter(*Next)))
        return true;
    }
  return false;
}

ElementAnalysis::Origin ElementAnalysis::originOf(Value *V) {
  auto *I = dyn_cast<Instruction>(V);
  if (!I || !L.contains(I))
    return Invariant;
  // Ends cycles through phis that are not positions.
  auto [It, IsNew] = Known.try_emplace(V, Other);
  if (!IsNew)
    return It->second;
  Origin O = compute(*I);
  Known[V] = O;
  return O;
}

ElementAnalysis::Origin ElementAnalysis::compute(Instruction &I) {
  if (auto *Phi = dyn_cast<PHINode>(&I))
    return Positions.contains(Phi) ? Position : Other;
  Origin Worst = Invariant;
  for (Value *Operand : I.operands())
    if (!isa<BasicBlock>(Operand) && !isa<Function>(Operand))
      Worst = std::max(Worst, originOf(Operand));
  if (Worst == Other)
    return Other;
  if (auto *Load = dyn_cast<LoadInst>(&I)) {
    if (Load->isVolatile() || Load->isAtomic())
      return Other;
    return Worst == Position ? Element : Worst;
  }
  if (auto *Call = dyn_cast<CallBase>(&I)) {
    if (!E.isReadOnly(*Call))
      return Other;
    return Worst == Position ? Element : Worst;
  }
  if (isa<CastInst, GetElementPtrInst, BinaryOperator, UnaryOperator, CmpInst,
          SelectInst, FreezeInst, ExtractValueInst, InsertValueInst>(I))
    return Worst;
  return Other;
}

} // namespace hone
