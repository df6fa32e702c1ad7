//===- EffectsSolver.cpp --------------------------------------------------===//

#include "EffectsSolver.h"
#include "Contents.h"
#include "OpenMode.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace hone {

namespace {

class Solver {
public:
  Solver(const Function &F, KnownEffects &Known)
      : F(F), Known(Known), Result(Known[&F]) {}
  bool run();

private:
  Roots rootsOf(const Value *V);
  Roots constantRoots(const Constant &C, unsigned Depth);
  Roots deref(const Roots &Pointers);
  Roots reachable(Roots From);
  unsigned objectOf(const Value &Origin);

  void visit(const Instruction &I);
  void visitLoad(const LoadInst &I);
  void visitCall(const CallBase &Call);
  void visitIntrinsic(const IntrinsicInst &Call);
  void apply(const CallBase &Call, const FunctionEffects &Callee);
  Roots translate(const CallBase &Call, const Roots &OfCallee);

  void set(const Value &V, const Roots &R) { Changed |= Values[&V] |= R; }
  void write(const Roots &Pointers, const Value *Pointer = nullptr);
  void store(const Roots &Pointers, const Roots &What);
  void blame(const Twine &Reason);
  void noteUnknownCall();
  void noteGlobals(const Instruction &I);
  void exportResult();

  const Function &F;
  KnownEffects &Known;
  FunctionEffects &Result;
  bool Changed = false, ResultChanged = false;
  /// Roots of the function's own objects follow those of its arguments.
  DenseMap<const Value *, unsigned> Objects;
  DenseMap<const Value *, Roots> Values;
  std::map<unsigned, Roots> Holds; ///< of objects and of arguments' memory
  Roots Returned;
};

} // namespace

unsigned Solver::objectOf(const Value &Origin) {
  unsigned Next = reachedRoot(F.arg_size()) + 1 + Objects.size();
  return Objects.try_emplace(&Origin, Next).first->second;
}

/// Pointers that a constant contains: of a table, those to what may change.
Roots Solver::constantRoots(const Constant &C, unsigned Depth) {
  Roots R;
  if (auto *Global = dyn_cast<GlobalVariable>(&C)) {
    if (!Global->isConstant())
      R.set(RootGlobal);
    return R;
  }
  if (isa<ConstantData, GlobalValue, BlockAddress>(C))
    return R;
  if (!Depth) {
    R.set(RootGlobal);
    return R;
  }
  for (const Use &Operand : C.operands())
    if (auto *Part = dyn_cast<Constant>(Operand))
      R |= constantRoots(*Part, Depth - 1);
  return R;
}

Roots Solver::rootsOf(const Value *V) {
  Roots R;
  if (auto *A = dyn_cast<Argument>(V)) {
    if (A->hasByValAttr())
      R.set(objectOf(*A));
    else if (mayHoldPointer(A->getType()))
      R.set(directRoot(A->getArgNo()));
    return R;
  }
  if (auto *C = dyn_cast<Constant>(V))
    return constantRoots(*C, /*Depth=*/6);
  return Values.lookup(V);
}

/// Where pointers point that are loaded through Pointers.
Roots Solver::deref(const Roots &Pointers) {
  Roots R;
  for (unsigned Root : Pointers) {
    unsigned FirstObject = reachedRoot(F.arg_size()) + 1;
    bool IsDirect = Root >= FirstArgumentRoot && Root < FirstObject &&
                    (Root - FirstArgumentRoot) % 2 == 0;
    if (Root < FirstObject)
      R.set(IsDirect ? Root + 1 : Root);
    for (unsigned Holder : {Root, IsDirect ? Root + 1 : Root}) {
      auto It = Holds.find(Holder);
      if (It != Holds.end())
        R |= It->second;
    }
  }
  return R;
}

Roots Solver::reachable(Roots From) {
  bool Grew;
  do
    Grew = From |= deref(From);
  while (Grew);
  return From;
}

void Solver::blame(const Twine &Reason) {
  if (!Result.Impurity.empty())
    return;
  Result.Impurity = Reason.str();
  ResultChanged = true;
}

void Solver::noteUnknownCall() {
  ResultChanged |= !Result.CallsThroughPointer;
  Result.CallsThroughPointer = true;
}

void Solver::write(const Roots &Pointers, const Value *Pointer) {
  for (unsigned Root : Pointers) {
    if (Root == RootGlobal) {
      const Value *Object = Pointer ? getUnderlyingObject(Pointer) : nullptr;
      if (isa_and_nonnull<GlobalVariable>(Object))
        blame("writes " + Object->getName());
      else
        blame("writes global memory");
    } else if (Root == RootUnknown)
      blame("writes memory at an unknown address");
    else if (Root <= reachedRoot(F.arg_size()))
      ResultChanged |= Result.Writes.test_and_set(Root);
  }
}

void Solver::store(const Roots &Pointers, const Roots &What) {
  if (What.empty())
    return;
  for (unsigned Root : Pointers)
    if (Root >= FirstArgumentRoot)
      Changed |= Holds[Root] |= What;
}

void Solver::visitLoad(const LoadInst &I) {
  Roots Pointer = rootsOf(I.getPointerOperand());
  if (I.isVolatile() || I.isAtomic())
    blame("reads volatile or atomic memory");
  if (Pointer.test(RootUnknown))
    blame("reads memory at an unknown address");
  if (!mayHoldPointer(I.getType()))
    return;
  if (!Pointer.empty())
    return set(I, deref(Pointer));
  auto *Table =
      dyn_cast<GlobalVariable>(getUnderlyingObject(I.getPointerOperand()));
  Roots R;
  if (Table && Table->hasDefinitiveInitializer())
    R = constantRoots(*Table->getInitializer(), /*Depth=*/6);
  else
    R.set(RootGlobal);
  set(I, R);
}

void Solver::visitIntrinsic(const IntrinsicInst &Call) {
  if (isa<DbgInfoIntrinsic>(Call) || Call.isLifetimeStartOrEnd())
    return;
  if (auto *Memory = dyn_cast<MemIntrinsic>(&Call)) {
    Roots To = rootsOf(Memory->getDest());
    write(To, Memory->getDest());
    auto *Transfer = dyn_cast<MemTransferInst>(&Call);
    if (Transfer && !handlesOnlyScalars(F))
      store(To, deref(rootsOf(Transfer->getSource())));
    if (Memory->isVolatile())
      blame("writes volatile memory");
    return;
  }
  if (!Call.onlyReadsMemory() && !Call.onlyAccessesInaccessibleMemory() &&
      Call.getIntrinsicID() != Intrinsic::stackrestore &&
      Call.getIntrinsicID() != Intrinsic::stacksave)
    blame("calls " + Call.getCalledFunction()->getName());
  if (mayHoldPointer(Call.getType())) {
    Roots R;
    for (const Use &A : Call.args())
      R |= rootsOf(A);
    set(Call, R);
  }
}

/// What the callee says about its own arguments, in terms of this function.
Roots Solver::translate(const CallBase &Call, const Roots &OfCallee) {
  Roots R;
  for (unsigned Root : OfCallee) {
    if (Root < FirstArgumentRoot) {
      R.set(Root == RootFresh ? objectOf(Call) : Root);
      continue;
    }
    unsigned K = (Root - FirstArgumentRoot) / 2;
    if (K >= Call.arg_size())
      continue;
    Roots Argument = rootsOf(Call.getArgOperand(K));
    R |= Root == directRoot(K) ? Argument : reachable(deref(Argument));
  }
  return R;
}

void Solver::apply(const CallBase &Call, const FunctionEffects &Callee) {
  if (!Callee.Impurity.empty())
    blame(Callee.Impurity);
  if (Callee.CallsThroughPointer)
    noteUnknownCall();
  ResultChanged |= (Result.Outside | Callee.Outside) != Result.Outside;
  Result.Outside |= Callee.Outside;
  for (const GlobalVariable *Global : Callee.ReadsGlobals)
    ResultChanged |= Result.ReadsGlobals.insert(Global);
  write(translate(Call, Callee.Writes));
  for (const auto &[Root, What] : Callee.Stores) {
    Roots At;
    At.set(Root);
    store(translate(Call, At), translate(Call, What));
  }
  if (!mayHoldPointer(Call.getType()))
    return;
  set(Call, translate(Call, Callee.Returns));
  if (Callee.Returns.test(RootFresh)) {
    Roots Fresh;
    Fresh.set(objectOf(Call));
    store(Fresh, translate(Call, Callee.FreshHolds));
  }
}

void Solver::visitCall(const CallBase &Call) {
  if (isPlantedInstruction(Call))
    return;
  if (auto *Intrinsic = dyn_cast<IntrinsicInst>(&Call))
    return visitIntrinsic(*Intrinsic);
  if (Call.isInlineAsm())
    return blame("contains inline assembly");
  const Function *Callee = Call.getCalledFunction();
  if (!Callee)
    return noteUnknownCall();
  if (opensOnlyToRead(Call) != true)
    return blame("opens a file to write");
  // A copy: of a recursive function it is the very record that grows.
  FunctionEffects E = Known.at(Callee);
  apply(Call, E);
}

/// Variables that may change, used otherwise than to be written.
void Solver::noteGlobals(const Instruction &I) {
  for (const Value *Operand : I.operands()) {
    auto *Global = dyn_cast<GlobalVariable>(Operand->stripInBoundsOffsets());
    if (!Global || isNeverWritten(*Global))
      continue;
    if (auto *Store = dyn_cast<StoreInst>(&I))
      if (Store->getPointerOperand() == Operand)
        continue;
    ResultChanged |= Result.ReadsGlobals.insert(Global);
  }
}

void Solver::visit(const Instruction &I) {
  if (isPlantedInstruction(I))
    return;
  noteGlobals(I);
  if (isa<AllocaInst>(I) || isa<LandingPadInst>(I)) {
    Roots Own;
    Own.set(objectOf(I));
    return set(I, Own);
  }
  if (auto *Call = dyn_cast<CallBase>(&I))
    return visitCall(*Call);
  if (auto *Load = dyn_cast<LoadInst>(&I))
    return visitLoad(*Load);
  if (auto *Store = dyn_cast<StoreInst>(&I)) {
    Roots To = rootsOf(Store->getPointerOperand());
    if (Store->isVolatile() || Store->isAtomic())
      blame("writes volatile or atomic memory");
    write(To, Store->getPointerOperand());
    return store(To, rootsOf(Store->getValueOperand()));
  }
  if (isa<AtomicRMWInst, AtomicCmpXchgInst, FenceInst, VAArgInst>(I))
    return blame("contains atomic operations or variable arguments");
  if (auto *Return = dyn_cast<ReturnInst>(&I)) {
    if (Return->getReturnValue())
      Changed |= Returned |= rootsOf(Return->getReturnValue());
    return;
  }
  if (isa<IntToPtrInst>(I)) {
    Roots Unknown;
    Unknown.set(RootUnknown);
    return set(I, Unknown);
  }
  if (!mayHoldPointer(I.getType()))
    return;
  // Addresses, phis, selects, aggregates: what any operand may be.
  Roots R;
  for (const Value *Operand : I.operands())
    R |= rootsOf(Operand);
  set(I, R);
}

/// Takes the function's own objects out of a set for callers: what these hold
/// stays in, and that there was one.
static Roots withoutObjects(const Roots &R, unsigned FirstObject) {
  Roots Outside;
  for (unsigned Root : R)
    Outside.set(Root < FirstObject ? Root : unsigned(RootFresh));
  return Outside;
}

void Solver::exportResult() {
  unsigned FirstObject = reachedRoot(F.arg_size()) + 1;
  if (copiesOnlyValues(F))
    Holds.clear();
  for (const auto &[Holder, What] : Holds)
    if (Holder < FirstObject)
      ResultChanged |= Result.Stores[Holder] |=
          withoutObjects(reachable(What), FirstObject);
  Roots FreshHolds;
  for (unsigned Root : Returned)
    if (Root >= FirstObject) {
      Roots Object;
      Object.set(Root);
      FreshHolds |= withoutObjects(reachable(deref(Object)), FirstObject);
    }
  ResultChanged |= Result.FreshHolds |= FreshHolds;
  ResultChanged |= Result.Returns |= withoutObjects(Returned, FirstObject);
}

bool Solver::run() {
  for (const Argument &A : F.args())
    if (A.hasByValAttr())
      Holds[objectOf(A)].set(reachedRoot(A.getArgNo()));
  do {
    Changed = false;
    for (const Instruction &I : instructions(F))
      visit(I);
  } while (Changed);
  exportResult();
  return ResultChanged;
}

bool solveFunction(const Function &F, KnownEffects &Known) {
  // What is known to be impure stays so; callers need no more.
  if (!Known[&F].Impurity.empty())
    return false;
  return Solver(F, Known).run();
}

} // namespace hone
