//===- LoopWalk.cpp -------------------------------------------------------===//

#include "LoopWalk.h"
#include "llvm/Analysis/ConstantFolding.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace hone {

// Blocks entered in all. The loops of a search have 5 to 20 blocks; with so
// many paths as to reach this a loop does more than search.
static constexpr unsigned MaxSteps = 300;

LoopWalk::LoopWalk(const Loop &L, Instruction &Condition, bool Value)
    : L(L), Condition(Condition), StepsLeft(MaxSteps) {
  Knowledge Known;
  Known[&Condition] = ConstantInt::getBool(Condition.getContext(), Value);
  if (auto *Invoke = dyn_cast<InvokeInst>(&Condition))
    enter(Invoke->getParent(), Invoke->getNormalDest(), Known, /*Rounds=*/0);
  else
    walkFrom(Condition.getNextNode(), Known, /*Rounds=*/0);
}

static Constant *valueOf(Value *V, const std::map<Value *, Constant *> &Known) {
  if (auto *C = dyn_cast<Constant>(V))
    return C;
  auto It = Known.find(V);
  return It == Known.end() ? nullptr : It->second;
}

Constant *LoopWalk::fold(Instruction &I, const Knowledge &Known) {
  if (!isa<CmpInst, CastInst, BinaryOperator, SelectInst, FreezeInst>(I))
    return nullptr;
  if (auto *Select = dyn_cast<SelectInst>(&I)) {
    auto *Which =
        dyn_cast_or_null<ConstantInt>(valueOf(Select->getCondition(), Known));
    if (!Which)
      return nullptr;
    return valueOf(Which->isOne() ? Select->getTrueValue()
                                  : Select->getFalseValue(),
                   Known);
  }
  SmallVector<Constant *, 2> Operands;
  for (Value *Operand : I.operands()) {
    Constant *C = valueOf(Operand, Known);
    if (!C)
      return nullptr;
    Operands.push_back(C);
  }
  const DataLayout &Layout = I.getModule()->getDataLayout();
  if (auto *Compare = dyn_cast<CmpInst>(&I))
    return ConstantFoldCompareInstOperands(Compare->getPredicate(), Operands[0],
                                           Operands[1], Layout);
  return ConstantFoldInstOperands(&I, Operands, Layout);
}

void LoopWalk::walkFrom(Instruction *First, Knowledge Known, unsigned Rounds) {
  if (!StepsLeft)
    return;
  --StepsLeft;
  BasicBlock *Block = First->getParent();
  Blocks.insert(Block);
  for (Instruction *I = First; I; I = I->getNextNode()) {
    if (I == &Condition) {
      ComesBack = true;
      return;
    }
    if (isa<PHINode>(I) || I->getType()->isVoidTy())
      continue;
    Known.erase(I);
    if (Constant *C = fold(*I, Known))
      Known[I] = C;
  }
  Instruction *End = Block->getTerminator();
  if (auto *Invoke = dyn_cast<InvokeInst>(End)) {
    enter(Block, Invoke->getNormalDest(), Known, Rounds);
    return;
  }
  auto *Branch = dyn_cast<BranchInst>(End);
  if (Branch && Branch->isConditional()) {
    Value *If = Branch->getCondition();
    Constant *Which = valueOf(If, Known);
    for (unsigned Side : {0u, 1u}) {
      Constant *Assumed = ConstantInt::getBool(If->getContext(), Side == 0);
      if (Which && Which != Assumed && isa<ConstantInt>(Which))
        continue;
      Knowledge Learned = Known;
      Learned[If] = Assumed;
      enter(Block, Branch->getSuccessor(Side), Learned, Rounds);
    }
    return;
  }
  if (auto *Switch = dyn_cast<SwitchInst>(End))
    if (auto *Which = dyn_cast_or_null<ConstantInt>(
            valueOf(Switch->getCondition(), Known))) {
      enter(Block, Switch->findCaseValue(Which)->getCaseSuccessor(), Known,
            Rounds);
      return;
    }
  for (BasicBlock *Next : successors(Block))
    enter(Block, Next, Known, Rounds);
}

void LoopWalk::enter(BasicBlock *From, BasicBlock *To, const Knowledge &Known,
                     unsigned Rounds) {
  if (!L.contains(To)) {
    Exits.insert({From, To});
    return;
  }
  // A flag set on a match leaves at the next header; whoever passes it twice
  // goes on.
  if (To == L.getHeader() && ++Rounds == 2) {
    ComesBack = true;
    return;
  }
  Knowledge Next = Known;
  for (PHINode &Phi : To->phis()) {
    // All phis of a block take their values at once: look them up in Known.
    Next.erase(&Phi);
    if (Constant *C = valueOf(Phi.getIncomingValueForBlock(From), Known))
      Next[&Phi] = C;
  }
  walkFrom(To->getFirstNonPHI(), std::move(Next), Rounds);
}

} // namespace hone
