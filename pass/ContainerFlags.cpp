//===- ContainerFlags.cpp -------------------------------------------------===//

#include "ContainerFlags.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Operator.h"

using namespace llvm;

namespace hone {

namespace {

/// Follows an address through a function: as a value, and as what stands in a
/// variable.
class Escape {
public:
  explicit Escape(ContainerCalls &Calls) : Calls(Calls) {}
  ResultUse follow(const CallBase &Call, bool IsIterator);

private:
  /// Of an iterator in generated code; handwritten functions have hundreds.
  static constexpr unsigned MaxUses = 4000;
  struct Step {
    const Value *At;
    bool IsStorage;  ///< At is where the address is; else it is the address
    bool IsIterator; ///< it is an iterator; else the address of an element
  };
  void enter(const Value *Address, bool IsIterator) {
    if (Address->getType()->isPointerTy() || Address->getType()->isStructTy())
      if (Values.insert(Address).second)
        Open.push_back({Address, false, IsIterator});
  }
  /// It now is in the memory at Where as well.
  void storedTo(const Value *Where, bool IsIterator);
  void visitUse(const Step &Of, const User &U);
  void visitUseOfStorage(const Step &Of, const User &U);
  void visitCopy(const Step &Of, const CallBase &Call);

  ContainerCalls &Calls;
  SmallPtrSet<const Value *, 16> Values, Storages;
  SmallVector<Step, 16> Open;
  ResultUse Found;
};

} // namespace

void Escape::storedTo(const Value *Where, bool IsIterator) {
  auto *Storage = dyn_cast<AllocaInst>(Where->stripInBoundsOffsets());
  if (!Storage)
    Found.IsKept = true;
  else if (Storages.insert(Storage).second)
    Open.push_back({Storage, true, IsIterator});
}

/// A copy constructor or an assignment of iterators.
void Escape::visitCopy(const Step &Of, const CallBase &Call) {
  if (Call.arg_size() > 1 && Call.getArgOperand(1) == Of.At)
    storedTo(Call.getArgOperand(0), Of.IsIterator);
}

void Escape::visitUse(const Step &Of, const User &U) {
  if (isa<ReturnInst>(U)) {
    Found.IsKept = true;
  } else if (auto *Store = dyn_cast<StoreInst>(&U)) {
    if (Store->getValueOperand() == Of.At)
      storedTo(Store->getPointerOperand(), Of.IsIterator);
  } else if (isa<GEPOperator, PHINode, SelectInst, InsertValueInst>(U)) {
    enter(&U, Of.IsIterator);
  } else if (auto *Part = dyn_cast<ExtractValueInst>(&U)) {
    if (Part->getIndices()[0] == 0)
      enter(Part, Of.IsIterator);
  } else if (auto *Call = dyn_cast<CallBase>(&U)) {
    const LibraryCall *Library = Calls.of(*Call);
    if (Library && Library->Kind == LibraryCall::Same)
      enter(Call, Of.IsIterator);
    Found.IsPassed |= !Library && Of.IsIterator && !isa<IntrinsicInst>(Call);
  }
}

/// Whether the call copies what it is given by reference into a container.
static bool keepsArgument(const CallBase &Call, const LibraryCall &Library,
                          const Value &Argument) {
  unsigned At = Library.Object + 1;
  switch (Library.Operation) {
  case HONE_OP_InsertAt:
  case HONE_OP_InsertHint:
    ++At; // behind the place; but two more are a range, which is copied from
    if (Call.arg_size() != At + 1)
      return false;
    [[fallthrough]];
  case HONE_OP_PushBack:
  case HONE_OP_PushFront:
  case HONE_OP_Push:
  case HONE_OP_InsertKey:
    return Library.Kind == LibraryCall::OnContainer && At < Call.arg_size() &&
           Call.getArgOperand(At) == &Argument;
  default:
    return false;
  }
}

void Escape::visitUseOfStorage(const Step &Of, const User &U) {
  if (isa<LoadInst>(U)) {
    enter(&U, Of.IsIterator);
  } else if (isa<GEPOperator>(U)) {
    if (Storages.insert(&U).second)
      Open.push_back({&U, true, Of.IsIterator});
  } else if (auto *Copy = dyn_cast<MemCpyInst>(&U)) {
    if (Copy->getRawSource() == Of.At)
      storedTo(Copy->getRawDest(), Of.IsIterator);
  } else if (auto *Call = dyn_cast<CallBase>(&U)) {
    const LibraryCall *Library = Calls.of(*Call);
    if (!Library) {
      Found.IsPassed |= Of.IsIterator && !isa<IntrinsicInst>(Call);
    } else if (Library->Kind == LibraryCall::Copy) {
      visitCopy(Of, *Call);
    } else if (Library->Kind == LibraryCall::Element) {
      enter(Call, /*IsIterator=*/false);
    } else if (Library->Kind == LibraryCall::Same) {
      visitCopy(Of, *Call);
      if (Call->arg_size() == 1)
        enter(Call, Of.IsIterator);
    } else if (keepsArgument(*Call, *Library, *Of.At)) {
      Found.IsKept = true;
    }
  }
}

ResultUse Escape::follow(const CallBase &Call, bool IsIterator) {
  if (!Call.arg_empty() && Call.paramHasAttr(0, Attribute::StructRet))
    storedTo(Call.getArgOperand(0), IsIterator);
  else
    enter(&Call, IsIterator);
  unsigned NumUses = 0;
  while (!Open.empty()) {
    Step Next = Open.pop_back_val();
    for (const User *U : Next.At->users()) {
      // On the safe side.
      if (++NumUses > MaxUses)
        return {true, true};
      if (Next.IsStorage)
        visitUseOfStorage(Next, *U);
      else
        visitUse(Next, *U);
    }
  }
  return Found;
}

bool returnsPlace(const LibraryCall &Library) {
  switch (Library.Operation) {
  case HONE_OP_Begin:
  case HONE_OP_End:
  case HONE_OP_ReverseBegin:
  case HONE_OP_Find:
  case HONE_OP_LowerBound:
  case HONE_OP_EqualRange:
  case HONE_OP_InsertAt:
  case HONE_OP_InsertKey:
  case HONE_OP_InsertHint:
  case HONE_OP_EraseAt:
  case HONE_OP_SearchValue:
  case HONE_OP_SearchAll:
  case HONE_OP_SearchSorted:
    return true;
  default:
    return Library.yieldsElement();
  }
}

ResultUse resultUse(const CallBase &Call, const LibraryCall &Library,
                    ContainerCalls &Calls) {
  if (!returnsPlace(Library))
    return {};
  return Escape(Calls).follow(Call, !Library.yieldsElement());
}

bool isKeyTemporary(const CallBase &Call, const LibraryCall &Library,
                    const ContainerVariables &Variables,
                    ContainerCalls &Calls) {
  if (keyKind(Library.KeyWord) != HONE_KEY_STRING &&
      keyKind(Library.KeyWord) != HONE_KEY_STRING_LIBCXX)
    return false;
  auto *Key = dyn_cast<AllocaInst>(Call.getArgOperand(Library.Argument));
  if (!Key || !Variables.isTemporary(*Key))
    return false;
  return any_of(Key->users(), [&](const User *U) {
    auto *Maker = dyn_cast<CallBase>(U);
    if (!Maker || Maker->arg_empty() || Maker->getArgOperand(0) != Key)
      return false;
    const LibraryCall *Makes = Calls.of(*Maker);
    return Makes && Makes->Kind == LibraryCall::OnContainer &&
           (Makes->Operation == HONE_OP_Fill ||
            (Makes->Operation == HONE_OP_Text &&
             Maker->paramHasAttr(0, Attribute::StructRet)));
  });
}

} // namespace hone
