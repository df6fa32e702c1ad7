//===- WalkLoop.cpp -------------------------------------------------------===//

#include "WalkLoop.h"
#include "Effects.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace hone {

namespace {

class WalkFinder {
public:
  WalkFinder(const Loop &L, const DominatorTree &DT, Effects &E)
      : L(L), DT(DT), E(E) {}
  std::optional<WalkLoop> find();

private:
  bool isDoneEachTurn(const Instruction &I) const;
  bool isChangedByCall(const Value &Variable) const;
  bool isUnchanged(const Value &V, unsigned Depth = 0) const;
  int stepOfNumber(const Value &Index) const;
  int stepOfVariable(const Value &Storage, uint64_t Size) const;
  int stepOfIterator(const AllocaInst &Iterator) const;
  int stepOfAddress(const Value &Address, uint64_t Size) const;
  bool isHarmless(const Instruction &I) const;
  bool dependsOn(const Value *V, const Instruction &Load, unsigned Depth) const;
  bool isLeftFor(const LoadInst &Load) const;

  const Loop &L;
  const DominatorTree &DT;
  Effects &E;
};

} // namespace

/// A member of the function's own object: the variable that the object's address
/// is loaded from, or null.
static const AllocaInst *objectOf(const Value &Address) {
  auto *Member = dyn_cast<GetElementPtrInst>(&Address);
  if (!Member || !Member->hasAllConstantIndices())
    return nullptr;
  auto *Object = dyn_cast<LoadInst>(Member->getPointerOperand());
  return Object ? dyn_cast<AllocaInst>(Object->getPointerOperand()) : nullptr;
}

/// Whether two addresses, each computed where it is needed, are of the same
/// variable or member.
static bool isSamePlace(const Value &A, const Value &B) {
  if (&A == &B)
    return true;
  auto *MemberA = dyn_cast<GetElementPtrInst>(&A);
  auto *MemberB = dyn_cast<GetElementPtrInst>(&B);
  return MemberA && MemberB && objectOf(A) && objectOf(A) == objectOf(B) &&
         MemberA->getSourceElementType() == MemberB->getSourceElementType() &&
         std::equal(MemberA->idx_begin(), MemberA->idx_end(),
                    MemberB->idx_begin(), MemberB->idx_end(),
                    [](const Use &X, const Use &Y) { return &*X == &*Y; });
}

/// 1 or -1 if what is stored is what Storage holds plus or minus one element of
/// Size bytes, of a number plus or minus 1; else 0.
static int stepOfStored(const Value &Stored, const Value &Storage,
                        uint64_t Size, const DataLayout &Layout) {
  auto *Step = dyn_cast<Instruction>(&Stored);
  auto *From = Step && Step->getNumOperands() == 2
                   ? dyn_cast<LoadInst>(Step->getOperand(0))
                   : nullptr;
  auto *By = From ? dyn_cast<ConstantInt>(Step->getOperand(1)) : nullptr;
  if (!By || !isSamePlace(*From->getPointerOperand(), Storage))
    return 0;
  if (auto *Pointer = dyn_cast<GetElementPtrInst>(Step)) {
    if (Layout.getTypeStoreSize(Pointer->getSourceElementType()) != Size)
      return 0;
  } else if (Step->getOpcode() != Instruction::Add) {
    return 0;
  }
  return By->isOne() ? 1 : By->isMinusOne() ? -1 : 0;
}

/// What is not may leave the address where it was: the elements that were read
/// would be fewer than the loads.
bool WalkFinder::isDoneEachTurn(const Instruction &I) const {
  SmallVector<BasicBlock *, 4> Latches;
  L.getLoopLatches(Latches);
  return all_of(Latches, [&](const BasicBlock *Latch) {
    return DT.dominates(I.getParent(), Latch);
  });
}

/// Whether a call in the loop is given the variable's address and may write
/// there.
bool WalkFinder::isChangedByCall(const Value &Variable) const {
  return any_of(Variable.users(), [&](const User *U) {
    auto *Call = dyn_cast<CallBase>(U);
    return Call && L.contains(Call) && !E.isReadOnly(*Call);
  });
}

/// Whether a value that is computed in the loop is the same in each turn.
bool WalkFinder::isUnchanged(const Value &V, unsigned Depth) const {
  constexpr unsigned MaxDepth = 6;
  auto *I = dyn_cast<Instruction>(&V);
  if (!I)
    return true; // a constant, an argument, a global's address
  if (isa<AllocaInst>(I))
    return !isChangedByCall(*I); // an object that is not an array may be
  if (Depth == MaxDepth)
    return false;
  if (auto *Load = dyn_cast<LoadInst>(I)) {
    const Value &From = *Load->getPointerOperand();
    bool IsStored = any_of(L.blocks(), [&](const BasicBlock *Block) {
      return any_of(*Block, [&](const Instruction &Other) {
        auto *Store = dyn_cast<StoreInst>(&Other);
        return Store && isSamePlace(*Store->getPointerOperand(), From);
      });
    });
    return !IsStored && isUnchanged(From, Depth + 1);
  }
  auto *Call = dyn_cast<CallBase>(I);
  if (Call ? !E.isReadOnly(*Call) : !isa<GetElementPtrInst, CastInst>(I))
    return false;
  return all_of(Call ? Call->args() : I->operands(), [&](const Use &U) {
    return isUnchanged(*U, Depth + 1);
  });
}

/// How a variable, or a member, changes in each turn: by one step up or down, and
/// by nothing else.
int WalkFinder::stepOfVariable(const Value &Storage, uint64_t Size) const {
  bool IsVariable = isa<AllocaInst>(Storage);
  if (IsVariable ? isChangedByCall(Storage) : !objectOf(Storage))
    return 0;
  const StoreInst *Only = nullptr;
  for (const BasicBlock *Block : L.blocks())
    for (const Instruction &I : *Block) {
      auto *Store = dyn_cast<StoreInst>(&I);
      if (!Store || !isSamePlace(*Store->getPointerOperand(), Storage))
        continue;
      if (Only)
        return 0;
      Only = Store;
    }
  if (!Only || !isDoneEachTurn(*Only))
    return 0;
  return stepOfStored(*Only->getValueOperand(), Storage, Size,
                      Only->getModule()->getDataLayout());
}

int WalkFinder::stepOfNumber(const Value &Index) const {
  constexpr unsigned LeastBits = 32; // a smaller one goes around, as in a ring
  const Value *Number = &Index;
  while (auto *Cast = dyn_cast<CastInst>(Number)) {
    if (Cast->getType()->getScalarSizeInBits() < LeastBits)
      return 0;
    Number = Cast->getOperand(0);
  }
  auto *From = dyn_cast<LoadInst>(Number);
  return From && From->getType()->getScalarSizeInBits() >= LeastBits
             ? stepOfVariable(*From->getPointerOperand(), /*Size=*/0)
             : 0;
}

static bool isIterator(StringRef Method) {
  return Method.contains("17__normal_iteratorI") ||
         Method.contains("11__wrap_iterI");
}

/// Of an iterator over elements that lie next to each other.
int WalkFinder::stepOfIterator(const AllocaInst &Iterator) const {
  int Step = 0;
  for (const User *U : Iterator.users()) {
    auto *I = cast<Instruction>(U);
    if (!L.contains(I))
      continue;
    auto *Call = dyn_cast<CallBase>(I);
    const Function *Method = Call ? Call->getCalledFunction() : nullptr;
    if (!Method)
      return 0;
    StringRef Name = Method->getName();
    if (E.isReadOnly(*Call)) // compared, looked at
      continue;
    bool IsUp = Name.ends_with("ppEv"), IsDown = Name.ends_with("mmEv");
    if (!isIterator(Name) || IsUp == IsDown || Step || !isDoneEachTurn(*I))
      return 0;
    Step = IsUp ? 1 : -1;
  }
  return Step;
}

int WalkFinder::stepOfAddress(const Value &Address, uint64_t Size) const {
  if (auto *Pointer = dyn_cast<LoadInst>(&Address)) // *p
    return stepOfVariable(*Pointer->getPointerOperand(), Size);
  if (auto *Index = dyn_cast<GetElementPtrInst>(&Address)) { // a[i]
    const DataLayout &Layout = Index->getModule()->getDataLayout();
    if (Layout.getTypeStoreSize(Index->getResultElementType()) != Size)
      return 0;
    for (const Use &U : drop_end(Index->indices()))
      if (!isa<ConstantInt>(U))
        return 0;
    if (!isUnchanged(*Index->getPointerOperand()))
      return 0;
    return stepOfNumber(**std::prev(Index->idx_end()));
  }
  auto *Call = dyn_cast<CallBase>(&Address);
  const Function *Method = Call ? Call->getCalledFunction() : nullptr;
  if (!Method || !Call->arg_size())
    return 0;
  StringRef Name = Method->getName();
  if (isIterator(Name) && Name.ends_with("deEv")) { // *Iterator
    auto *Iterator = dyn_cast<AllocaInst>(Call->getArgOperand(0));
    return Iterator ? stepOfIterator(*Iterator) : 0;
  }
  // Text[i]; the elements of a deque do not lie next to each other.
  bool IsIndexed = Name.ends_with("ixEm") || Name.ends_with("2atEm");
  if (!IsIndexed || Name.contains("5dequeI") || Call->arg_size() != 2 ||
      !(Name.starts_with("_ZNKSt") || Name.starts_with("_ZNSt")))
    return 0;
  return isUnchanged(*Call->getArgOperand(0))
             ? stepOfNumber(*Call->getArgOperand(1))
             : 0;
}

/// Changes of variables, of numbers in the function's own object, and counters.
bool WalkFinder::isHarmless(const Instruction &I) const {
  if (!I.mayWriteToMemory() || isPlantedInstruction(I) ||
      isa<DbgInfoIntrinsic>(I) || I.isLifetimeStartOrEnd())
    return true;
  if (auto *Store = dyn_cast<StoreInst>(&I)) {
    const Value &To = *Store->getPointerOperand();
    return Store->isSimple() &&
           (isa<AllocaInst>(To) || isa<GlobalVariable>(To) || objectOf(To));
  }
  auto *Call = dyn_cast<CallBase>(&I);
  if (!Call || !Call->getCalledFunction())
    return false;
  if (E.isReadOnly(*Call))
    return true;
  // Steps of iterators, which are variables.
  const FunctionEffects &Does = E.of(*Call->getCalledFunction());
  if (!Does.Impurity.empty() || Does.CallsThroughPointer)
    return false;
  for (unsigned Root : Does.Writes) {
    unsigned K = (Root - FirstArgumentRoot) / 2;
    if (Root < FirstArgumentRoot || Root != directRoot(K) ||
        K >= Call->arg_size() ||
        !isa<AllocaInst>(Call->getArgOperand(K)->stripInBoundsOffsets()))
      return false;
  }
  return true;
}

bool WalkFinder::dependsOn(const Value *V, const Instruction &Load,
                           unsigned Depth) const {
  constexpr unsigned MaxDepth = 6;
  if (V == &Load)
    return true;
  auto *I = dyn_cast<Instruction>(V);
  if (!I || Depth == MaxDepth || !L.contains(I))
    return false;
  if (auto *Variable = dyn_cast<LoadInst>(I);
      Variable && isa<AllocaInst>(Variable->getPointerOperand()))
    return any_of(Variable->getPointerOperand()->users(), [&](const User *U) {
      auto *Store = dyn_cast<StoreInst>(U);
      return Store && dependsOn(Store->getValueOperand(), Load, Depth + 1);
    });
  return any_of(I->operands(), [&](const Use &U) {
    return !isa<BasicBlock>(U) && dependsOn(U, Load, Depth + 1);
  });
}

/// Whether more than the number of turns decides when the loop is left.
bool WalkFinder::isLeftFor(const LoadInst &Load) const {
  SmallVector<BasicBlock *, 4> Exiting;
  L.getExitingBlocks(Exiting);
  erase_if(Exiting, [&](const BasicBlock *Block) {
    return all_of(successors(Block), [&](const BasicBlock *To) {
      return L.contains(To) || To->isEHPad();
    });
  });
  if (Exiting.size() != 1)
    return !Exiting.empty();
  auto *Branch = dyn_cast<BranchInst>(Exiting.front()->getTerminator());
  return Branch && Branch->isConditional() &&
         dependsOn(Branch->getCondition(), Load, 0);
}

std::optional<WalkLoop> WalkFinder::find() {
  WalkLoop Walk;
  for (BasicBlock *Block : L.blocks())
    for (Instruction &I : *Block) {
      if (!isHarmless(I))
        return std::nullopt;
      auto *Load = dyn_cast<LoadInst>(&I);
      if (Walk.Element || !Load || !Load->isSimple() ||
          !(Load->getType()->isIntegerTy() ||
            Load->getType()->isFloatingPointTy()))
        continue;
      uint64_t Size =
          I.getModule()->getDataLayout().getTypeStoreSize(Load->getType());
      Walk.Step = stepOfAddress(*Load->getPointerOperand(), Size);
      if (Walk.Step && isLeftFor(*Load))
        Walk.Element = Load;
    }
  if (!Walk.Element)
    return std::nullopt;
  Walk.Header = L.getHeader();
  for (BasicBlock *From : predecessors(Walk.Header))
    if (!L.contains(From) && !is_contained(Walk.Entering, From))
      Walk.Entering.push_back(From);
  for (BasicBlock *Block : L.blocks())
    for (BasicBlock *To : successors(Block))
      if (!L.contains(To) && !To->isEHPad() &&
          !is_contained(Walk.Exits, ExitEdge(Block, To)))
        Walk.Exits.push_back({Block, To});
  Walk.Location = L.getStartLoc();
  if (!Walk.Location)
    Walk.Location = Walk.Element->getDebugLoc();
  if (!Walk.Location || Walk.Exits.empty())
    return std::nullopt;
  return Walk;
}

SmallVector<WalkLoop, 2>
findWalkLoops(const DominatorTree &DT, const LoopInfo &LI, Effects &E,
              const SmallPtrSetImpl<BasicBlock *> &Taken) {
  SmallVector<WalkLoop, 2> Found;
  for (const Loop *L : LI.getLoopsInPreorder())
    if (L->isInnermost() && !L->getHeader()->isEHPad() &&
        !Taken.count(L->getHeader()))
      if (std::optional<WalkLoop> Walk = WalkFinder(*L, DT, E).find())
        Found.push_back(std::move(*Walk));
  return Found;
}

} // namespace hone
