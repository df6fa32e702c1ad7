//===- LoopView.cpp -------------------------------------------------------===//

#include "LoopView.h"
#include "Comparison.h"
#include "Compat.h"
#include "Effects.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Analysis/AssumptionCache.h"
#include "llvm/Analysis/TargetTransformInfo.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/Transforms/Scalar/SROA.h"
#include "llvm/Transforms/Utils/Cloning.h"

using namespace llvm;

namespace hone {

// An accessor (begin, operator++, operator[], a getter) is some 5 to 40
// instructions of unoptimized IR; a range-for over a deque inlines about 400.
static constexpr unsigned MaxAccessorSize = 60;
static constexpr unsigned MaxInlined = 2000;

bool endsInUnreachable(const BasicBlock &Block) {
  const BasicBlock *Last = &Block;
  for (unsigned Steps = 0; Steps != 8; ++Steps) {
    if (isa<UnreachableInst>(Last->getTerminator()))
      return true;
    const BasicBlock *Next = Last->getSingleSuccessor();
    if (!Next)
      return false;
    Last = Next;
  }
  return false;
}

bool mayHaveLoops(const Function &F) {
  SmallPtrSet<const BasicBlock *, 32> Seen;
  for (const BasicBlock &Block : F) {
    Seen.insert(&Block);
    for (const BasicBlock *Next : successors(&Block))
      if (Seen.contains(Next))
        return true;
  }
  return false;
}

LoopView::LoopView(Function &F, ArrayRef<Loop *> Loops) {
  clone(F);
  inlineAccessors(F, Loops);
  promoteVariables();
  DT.recalculate(*Copy);
  LI.analyze(DT);
  mapBack(F);
}

LoopView::~LoopView() {
  Map.clear();
  LI.releaseMemory();
  Copy->eraseFromParent();
}

/// Copies the body without debug info: llvm::CloneFunction would walk all types
/// that the function's debug info reaches.
void LoopView::clone(Function &F) {
  Copy = Function::Create(F.getFunctionType(), GlobalValue::InternalLinkage,
                          F.getAddressSpace(), F.getName() + ".hone",
                          F.getParent());
  Copy->setPersonalityFn(F.hasPersonalityFn() ? F.getPersonalityFn() : nullptr);
  for (auto [From, To] : zip(F.args(), Copy->args()))
    Map[&From] = &To;
  for (BasicBlock &Block : F)
    Map[&Block] = CloneBasicBlock(&Block, Map, "", Copy);
  SmallVector<Instruction *, 16> Dropped;
  for (BasicBlock &Block : *Copy)
    for (Instruction &I : Block) {
      compat::dropDebugInfo(I);
      bool IsNoise = isa<DbgInfoIntrinsic>(I) || isPlantedInstruction(I);
      if (IsNoise && I.getType()->isVoidTy())
        Dropped.push_back(&I);
      else
        RemapInstruction(&I, Map,
                         RF_NoModuleLevelChanges | RF_IgnoreMissingLocals);
    }
  for (Instruction *I : Dropped)
    I->eraseFromParent();
}

static bool isAccessor(const CallBase &Call) {
  const Function *Callee = Call.getCalledFunction();
  if (!Callee || Callee->isDeclaration() || Callee->isInterposable() ||
      Callee->isVarArg() || Callee->getInstructionCount() > MaxAccessorSize ||
      Callee->isPresplitCoroutine() || isComparison(*Callee))
    return false;
  return !mayHaveLoops(*Callee);
}

/// Inlines accessors called in the loops, and those outside that work on the
/// same variables (an iterator's constructor), else these stay in memory. If
/// no loops are given, all accessors.
void LoopView::inlineAccessors(Function &F, ArrayRef<Loop *> Loops) {
  SmallSetVector<CallBase *, 32> Worklist;
  SmallPtrSet<const Value *, 16> Variables;
  auto Enter = [&](BasicBlock &Block) {
    for (Instruction &I : Block) {
      for (Value *Operand : I.operands())
        if (isa<AllocaInst>(Operand))
          Variables.insert(Operand);
      if (auto *Call = dyn_cast<CallBase>(&I); Call && isAccessor(*Call))
        Worklist.insert(Call);
    }
  };
  for (Loop *L : Loops)
    for (BasicBlock *Block : L->blocks())
      Enter(*Block);
  if (Loops.empty())
    for (BasicBlock &Block : F)
      Enter(Block);
  for (BasicBlock &Block : F)
    for (Instruction &I : Block)
      if (auto *Call = dyn_cast<CallBase>(&I); Call && isAccessor(*Call))
        if (any_of(Call->args(),
                   [&](Value *V) { return Variables.contains(V); }))
          Worklist.insert(Call);

  SmallVector<CallBase *, 32> Calls;
  for (CallBase *Call : reverse(Worklist))
    Calls.push_back(cast<CallBase>(Map[Call]));
  unsigned Inlined = 0;
  while (!Calls.empty() && Inlined < MaxInlined) {
    CallBase *Call = Calls.pop_back_val();
    unsigned Size = Call->getCalledFunction()->getInstructionCount();
    InlineFunctionInfo Info;
    if (!InlineFunction(*Call, Info, /*MergeAttributes=*/false,
                        /*CalleeAAR=*/nullptr, /*InsertLifetime=*/false)
             .isSuccess())
      continue;
    Inlined += Size;
    for (CallBase *Nested : Info.InlinedCallSites)
      if (isAccessor(*Nested))
        Calls.push_back(Nested);
  }
}

void LoopView::promoteVariables() {
  FunctionAnalysisManager Analyses;
  Analyses.registerPass([] { return DominatorTreeAnalysis(); });
  Analyses.registerPass([] { return AssumptionAnalysis(); });
  Analyses.registerPass([] { return TargetIRAnalysis(); });
  Analyses.registerPass([] { return PassInstrumentationAnalysis(); });
  SROAPass(SROAOptions::PreserveCFG).run(*Copy, Analyses);
}

/// The map follows values that were replaced: a load of a variable by its
/// value, a call of an accessor by what it returned.
void LoopView::mapBack(Function &F) {
  auto Add = [&](Value &Original) {
    if (Value *Copied = Map.lookup(&Original))
      Originals[Copied].push_back(&Original);
  };
  for (Argument &A : F.args())
    Add(A);
  for (BasicBlock &Block : F) {
    Add(Block);
    for (Instruction &I : Block)
      Add(I);
  }
}

ArrayRef<Value *> LoopView::originals(const Value *Copied) const {
  auto It = Originals.find(Copied);
  return It == Originals.end() ? ArrayRef<Value *>() : ArrayRef(It->second);
}

Instruction *LoopView::original(const Instruction *Copied) const {
  for (Value *V : originals(Copied))
    if (auto *I = dyn_cast<Instruction>(V))
      if (I->getOpcode() == Copied->getOpcode())
        return I;
  return nullptr;
}

} // namespace hone
