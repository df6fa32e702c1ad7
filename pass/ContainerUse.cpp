//===- ContainerUse.cpp ---------------------------------------------------===//

#include "ContainerUse.h"
#include "ContainerFlags.h"
#include "ContainerKept.h"
#include "InfoWriter.h"
#include "PlantedData.h"
#include "ScanCall.h"
#include "StringGrowth.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace hone {

namespace {

class UseFinder {
public:
  UseFinder(Function &F, ContainerCalls &Calls)
      : F(F), Calls(Calls), Variables(F, Calls) {}
  ContainerUse find();

private:
  void visitLibrary(CallBase &Call, const LibraryCall &Library);
  void visitSource(CallBase &Call, const LibraryCall &Library);
  void visitCall(CallBase &Call);
  void visitStore(StoreInst &Store);
  void visitReturn(ReturnInst &Return);
  void returned(const Value *Address, const Instruction &At);
  void add(Instruction &At, OperationKind Kind, unsigned Variable) {
    Found.Operations.push_back({&At, Kind, 0, Variable, nullptr});
  }

  Function &F;
  ContainerCalls &Calls;
  ContainerVariables Variables;
  const AllocaInst *Result = nullptr; ///< what several returns share
  ContainerUse Found;
};

} // namespace

/// The variable that several returns share.
static const AllocaInst *sharedResult(const ReturnInst &Return,
                                      const ContainerVariables &Variables) {
  auto *Load = dyn_cast_or_null<LoadInst>(Return.getReturnValue());
  auto *Slot = Load ? dyn_cast<AllocaInst>(Load->getPointerOperand()) : nullptr;
  return Slot && Variables.isTemporary(*Slot) ? Slot : nullptr;
}

/// What the call does to containers that it is given beside its object.
void UseFinder::visitSource(CallBase &Call, const LibraryCall &Library) {
  OperationKind Kind;
  switch (Library.Operation) {
  case HONE_OP_Copy:
    Kind = HONE_OP_WalkAll;
    break;
  case HONE_OP_Swap:
    Kind = HONE_OP_Swap;
    break;
  case HONE_OP_Move:
  case HONE_OP_Splice:
  case HONE_OP_Reorder:
    Kind = HONE_OP_Other;
    break;
  default:
    return;
  }
  for (unsigned I = Library.Object + 1; I < Call.arg_size(); ++I)
    if (Call.getArgOperand(I)->getType()->isPointerTy())
      if (auto Source = Variables.ifContainer(Call.getArgOperand(I)))
        add(Call, Kind, *Source);
}

void UseFinder::visitLibrary(CallBase &Call, const LibraryCall &Library) {
  const DILocation &At = *Call.getDebugLoc();
  if (Library.Kind == LibraryCall::OnArguments) {
    const LibraryCall *Concatenation = asConcatenation(Call);
    for (const Use &Argument : Call.args())
      if (Argument->getType()->isPointerTy() &&
          !Call.paramHasAttr(Argument.getOperandNo(), Attribute::StructRet))
        if (auto Variable = Variables.ifContainer(Argument)) {
          bool Grows = Concatenation &&
                       Concatenation->Object == Argument.getOperandNo();
          add(Call, Grows ? HONE_OP_Concat : Library.Operation, *Variable);
          if (!Grows)
            continue;
          Found.Operations.back().Observed = Concatenation;
          if (Concatenation->Object == 2)
            Found.Operations.back().Flags |= OPERATION_IN_FRONT;
        }
    return;
  }
  const Value *Object = Call.getArgOperand(Library.Object);
  if (!Object->getType()->isPointerTy())
    return;
  add(Call, Library.Operation,
      Library.Kind == LibraryCall::OnContainer
          ? Variables.ofContainer(Object, Library.Type, At)
          : Variables.ofIterator(Object, Library.Type, At));
  ResultUse Result = resultUse(Call, Library, Calls);
  if (Result.IsKept)
    Found.Operations.back().Flags |= OPERATION_KEEPS;
  if (isKeyTemporary(Call, Library, Variables, Calls))
    Found.Operations.back().Flags |= OPERATION_TEMPORARY;
  // Searches have an observer of their own.
  if (Library.IsObserved && !Call.isMustTailCall() && !asScanCall(Call))
    Found.Operations.back().Observed = &Library;
  if (Result.IsPassed)
    add(Call, HONE_OP_Passed, Found.Operations.back().Variable);
  if (Library.Kind == LibraryCall::OnContainer)
    visitSource(Call, Library);
}

void UseFinder::visitCall(CallBase &Call) {
  if (isa<IntrinsicInst>(Call) || Call.isInlineAsm())
    return;
  if (const LibraryCall *Library = Calls.of(Call)) {
    if (Library->isOperation())
      visitLibrary(Call, *Library);
    return;
  }
  const Function *Callee = Call.getCalledFunction();
  // Whose destructors run at exit.
  if (Callee && Callee->getName().starts_with("__cxa_"))
    return;
  for (const Use &Argument : Call.args()) {
    if (!Argument->getType()->isPointerTy() ||
        Call.paramHasAttr(Argument.getOperandNo(), Attribute::StructRet))
      continue;
    auto Variable = Variables.ifContainer(Argument);
    if (!Variable)
      continue;
    if (Callee)
      Found.Bindings.push_back(
          {&Call, *Variable, Argument.getOperandNo() + 1, calleeHash(*Callee)});
    else
      add(Call, HONE_OP_Passed, *Variable);
  }
}

/// A container's address in memory: code that finds it there is not known. A
/// variable that only ever holds this one is a reference, which is followed.
void UseFinder::visitStore(StoreInst &Store) {
  const Value *Address = Store.getValueOperand();
  auto *Storage = dyn_cast<AllocaInst>(Store.getPointerOperand());
  if (!Address->getType()->isPointerTy() || isa<Argument>(Address) ||
      (Storage && Variables.onlyStoredTo(*Storage) &&
       !isa<PHINode, SelectInst>(Address)))
    return;
  SmallVector<const Value *, 2> Ways;
  if (auto *Phi = dyn_cast<PHINode>(Address))
    append_range(Ways, Phi->incoming_values());
  else if (auto *Select = dyn_cast<SelectInst>(Address))
    Ways = {Select->getTrueValue(), Select->getFalseValue()};
  else
    Ways = {Address};
  if (Storage && Storage == Result) // seen at the return
    return;
  for (const Value *Way : Ways)
    if (auto Variable = Variables.ifContainer(Way))
      add(Store, HONE_OP_Passed, *Variable);
}

void UseFinder::returned(const Value *Address, const Instruction &At) {
  if (auto Variable = Variables.ifContainer(Address))
    Found.Bindings.push_back({&At, *Variable, 0, 0});
}

void UseFinder::visitReturn(ReturnInst &Return) {
  // A variable that is the result itself is the caller's from now on.
  if (F.hasStructRetAttr())
    if (auto Variable = Variables.ifContainer(F.getArg(0)))
      add(Return, HONE_OP_Other, *Variable);
  const Value *Address = Return.getReturnValue();
  if (!Address || !Address->getType()->isPointerTy())
    return;
  if (!Result)
    return returned(Address, Return);
  for (const User *U : Result->users())
    if (auto *Store = dyn_cast<StoreInst>(U))
      returned(Store->getValueOperand(), *Store);
}

ContainerUse UseFinder::find() {
  for (const BasicBlock &Block : F)
    if (auto *Return = dyn_cast<ReturnInst>(Block.getTerminator()))
      Result = sharedResult(*Return, Variables);
  DenseSet<const BasicBlock *> Unwinding = unwindingBlocks(F);
  for (Instruction &I : instructions(F)) {
    if (!I.getDebugLoc() || !I.getDebugLoc().getLine() ||
        Unwinding.contains(I.getParent()))
      continue;
    if (auto *Call = dyn_cast<CallBase>(&I))
      visitCall(*Call);
    else if (auto *Store = dyn_cast<StoreInst>(&I))
      visitStore(*Store);
    else if (auto *Return = dyn_cast<ReturnInst>(&I))
      visitReturn(*Return);
  }
  Found.Variables = Variables.all().vec();
  return std::move(Found);
}

ContainerUse findContainerUse(Function &F, ContainerCalls &Calls) {
  ContainerUse Found = UseFinder(F, Calls).find();
  flagKeptAcrossChanges(Found, Calls);
  return Found;
}

} // namespace hone
