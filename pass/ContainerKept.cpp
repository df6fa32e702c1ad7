//===- ContainerKept.cpp --------------------------------------------------===//

#include "ContainerKept.h"
#include "ContainerFlags.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Operator.h"

using namespace llvm;

namespace hone {

// Instructions passed for one result; beyond that it is taken to be kept.
static constexpr unsigned MaxSteps = 20000;

namespace {

using Instructions = SmallPtrSet<const Instruction *, 8>;

/// Follows one result through its function: as a value, and as what stands in
/// variables.
class Keeping {
public:
  Keeping(ContainerCalls &Calls, const Instructions &Changes)
      : Calls(Calls), Changes(Changes) {}
  bool follow(const CallBase &Call);

private:
  /// Something that is, or holds, the place, from an instruction on.
  struct Carrier {
    const Value *At;
    bool IsStorage;
    const Instruction *From;
  };
  void enterValue(const Value &V);
  void enterStorage(const Value *Where, const Instruction &From);
  void visitValue(const Value &V);
  void visitStorage(const Value &Storage);
  /// Blocks to pass, and those that were entered, before and after a change.
  struct Walk {
    SmallPtrSet<const BasicBlock *, 16> Seen, SeenChanged;
    SmallVector<std::pair<const BasicBlock *, bool>, 16> Ways;
  };
  bool isUsedAfterChange(const Carrier &C);
  bool pass(const Carrier &C, const BasicBlock &Block, const Instruction *From,
            bool IsChanged, Walk &W);
  bool uses(const Carrier &C, const Instruction &I) const;
  bool overwrites(const Carrier &C, const Instruction &I) const;

  ContainerCalls &Calls;
  const Instructions &Changes;
  DenseSet<const Value *> Values;
  DenseSet<std::pair<const Value *, const Instruction *>> Stored;
  SmallVector<Carrier, 8> Open;
  unsigned StepsLeft = MaxSteps;
};

} // namespace

void Keeping::enterValue(const Value &V) {
  auto *From = dyn_cast<Instruction>(&V);
  if (From && (V.getType()->isPointerTy() || V.getType()->isStructTy()) &&
      Values.insert(&V).second)
    Open.push_back({&V, false, From});
}

void Keeping::enterStorage(const Value *Where, const Instruction &From) {
  auto *Storage = dyn_cast<AllocaInst>(Where->stripInBoundsOffsets());
  if (Storage && Stored.insert({Storage, &From}).second)
    Open.push_back({Storage, true, &From});
}

void Keeping::visitValue(const Value &V) {
  for (const User *U : V.users()) {
    if (auto *Store = dyn_cast<StoreInst>(U)) {
      if (Store->getValueOperand() == &V)
        enterStorage(Store->getPointerOperand(), *Store);
    } else if (auto *Part = dyn_cast<ExtractValueInst>(U)) {
      if (Part->getIndices()[0] == 0)
        enterValue(*Part);
    } else if (isa<GEPOperator, PHINode, SelectInst, InsertValueInst>(U)) {
      enterValue(*U);
    } else if (auto *Call = dyn_cast<CallBase>(U)) {
      const LibraryCall *Library = Calls.of(*Call);
      if (Library && Library->Kind == LibraryCall::Same)
        enterValue(*Call);
    }
  }
}

void Keeping::visitStorage(const Value &Storage) {
  for (const User *U : Storage.users()) {
    if (isa<GEPOperator>(U)) {
      visitStorage(*U);
    } else if (isa<LoadInst>(U)) {
      enterValue(*U);
    } else if (auto *Copy = dyn_cast<MemCpyInst>(U)) {
      if (Copy->getRawSource() == &Storage)
        enterStorage(Copy->getRawDest(), *Copy);
    } else if (auto *Call = dyn_cast<CallBase>(U)) {
      const LibraryCall *Library = Calls.of(*Call);
      if (!Library || Call->arg_empty())
        continue;
      bool IsCopied = Call->arg_size() > 1 &&
                      Call->getArgOperand(1) == &Storage &&
                      (Library->Kind == LibraryCall::Copy ||
                       Library->Kind == LibraryCall::Same);
      if (IsCopied)
        enterStorage(Call->getArgOperand(0), *Call);
      else if (Library->Kind == LibraryCall::Element ||
               (Library->Kind == LibraryCall::Same && Call->arg_size() == 1))
        enterValue(*Call);
    }
  }
}

/// Whether Address is the storage's, or that of its first word.
static bool isStartOf(const Value *Address, const Value *Storage) {
  if (Address == Storage)
    return true;
  auto *Gep = dyn_cast<GEPOperator>(Address);
  return Gep && Gep->hasAllZeroIndices() &&
         isStartOf(Gep->getPointerOperand(), Storage);
}

bool Keeping::overwrites(const Carrier &C, const Instruction &I) const {
  if (!C.IsStorage)
    return &I == C.From;
  if (auto *Store = dyn_cast<StoreInst>(&I))
    return isStartOf(Store->getPointerOperand(), C.At);
  if (auto *Copy = dyn_cast<MemCpyInst>(&I))
    return isStartOf(Copy->getRawDest(), C.At);
  auto *Call = dyn_cast<CallBase>(&I);
  if (!Call || Call->arg_empty() || !isStartOf(Call->getArgOperand(0), C.At))
    return false;
  if (Call->isLifetimeStartOrEnd() ||
      Call->paramHasAttr(0, Attribute::StructRet))
    return true;
  const LibraryCall *Library = Calls.of(*Call);
  return Library && Call->arg_size() > 1 &&
         (Library->Kind == LibraryCall::Copy ||
          Library->Kind == LibraryCall::Same);
}

bool Keeping::uses(const Carrier &C, const Instruction &I) const {
  if (isa<DbgInfoIntrinsic>(I) || I.isLifetimeStartOrEnd() ||
      isa<GetElementPtrInst>(I))
    return false;
  return any_of(I.operands(), [&](const Value *Operand) {
    if (!C.IsStorage)
      return Operand == C.At;
    auto *Store = dyn_cast<StoreInst>(&I);
    return !(Store && Operand == Store->getPointerOperand()) &&
           Operand->getType()->isPointerTy() &&
           Operand->stripInBoundsOffsets() == C.At;
  });
}

/// Passes the rest of a block. True: a use was found. Adds the blocks that come
/// next, unless what is carried is overwritten before.
bool Keeping::pass(const Carrier &C, const BasicBlock &Block,
                   const Instruction *From, bool IsChanged, Walk &W) {
  for (const Instruction *I = From; I; I = I->getNextNode()) {
    if (!StepsLeft)
      return true;
    --StepsLeft;
    if (overwrites(C, *I))
      return false;
    if (IsChanged && uses(C, *I))
      return true;
    IsChanged |= Changes.contains(I);
  }
  for (const BasicBlock *Next : successors(&Block))
    if (!Next->isLandingPad() &&
        (IsChanged ? W.SeenChanged : W.Seen).insert(Next).second)
      W.Ways.push_back({Next, IsChanged});
  return false;
}

bool Keeping::isUsedAfterChange(const Carrier &C) {
  const BasicBlock *Home = C.From->getParent();
  Walk W;
  if (pass(C, *Home, C.From->getNextNode(), /*IsChanged=*/false, W))
    return true;
  // Most values are used at once.
  if (!C.IsStorage && all_of(C.At->users(), [&](const User *U) {
        return cast<Instruction>(U)->getParent() == Home && !isa<PHINode>(U);
      }))
    return false;
  while (!W.Ways.empty()) {
    auto [Block, IsChanged] = W.Ways.pop_back_val();
    if (pass(C, *Block, &Block->front(), IsChanged, W))
      return true;
  }
  return false;
}

bool Keeping::follow(const CallBase &Call) {
  if (!Call.arg_empty() && Call.paramHasAttr(0, Attribute::StructRet))
    enterStorage(Call.getArgOperand(0), Call);
  else
    enterValue(Call);
  while (!Open.empty()) {
    Carrier Next = Open.pop_back_val();
    if (isUsedAfterChange(Next))
      return true;
    if (Next.IsStorage)
      visitStorage(*Next.At);
    else
      visitValue(*Next.At);
  }
  return false;
}

/// Whether elements come in or go out, so that others may have to move.
static bool changes(OperationKind Kind, bool IsKeyed) {
  switch (Kind) {
  case HONE_OP_Subscript:
    return IsKeyed;
  case HONE_OP_InsertKey:
  case HONE_OP_InsertHint:
  case HONE_OP_InsertRange:
  case HONE_OP_InsertAt:
  case HONE_OP_EraseKey:
  case HONE_OP_EraseAt:
  case HONE_OP_PushBack:
  case HONE_OP_PushFront:
  case HONE_OP_PopBack:
  case HONE_OP_PopFront:
  case HONE_OP_Append:
  case HONE_OP_Splice:
    return true;
  default:
    return false;
  }
}

/// "std::map" of "std::map<int, std::vector<int>>".
static StringRef templateOf(const ContainerVariable &Variable) {
  return StringRef(Variable.Type).take_until([](char C) { return C == '<'; });
}

/// What moves its elements already holds nothing to code that keeps places.
static bool keepsPlaces(StringRef Template) {
  return !Template.ends_with("vector") && !Template.ends_with("string");
}

void flagKeptAcrossChanges(ContainerUse &Use, ContainerCalls &Calls) {
  std::vector<Instructions> ChangesOf(Use.Variables.size());
  for (const ContainerOperation &O : Use.Operations) {
    const ContainerVariable &Variable = Use.Variables[O.Variable];
    StringRef Template = templateOf(Variable);
    bool IsKeyed = Template.ends_with("map") || Template.ends_with("set");
    if (Variable.Kind != VARIABLE_UNKNOWN && changes(O.Kind, IsKeyed))
      ChangesOf[O.Variable].insert(O.At);
  }
  for (ContainerOperation &O : Use.Operations) {
    const Instructions &Changes = ChangesOf[O.Variable];
    auto *Call = dyn_cast<CallBase>(O.At);
    const LibraryCall *Library = Call ? Calls.of(*Call) : nullptr;
    if (Changes.empty() || !Library || !Library->isOperation() ||
        O.Flags & OPERATION_KEEPS || !returnsPlace(*Library) ||
        !keepsPlaces(templateOf(Use.Variables[O.Variable])))
      continue;
    if (Keeping(Calls, Changes).follow(*Call))
      O.Flags |= OPERATION_KEEPS;
  }
}

} // namespace hone
