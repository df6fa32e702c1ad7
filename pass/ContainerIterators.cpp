//===- ContainerIterators.cpp - from iterators to containers --------------===//
//
// Clang keeps an iterator in an alloca: what a call returned is stored there,
// and loaded from there when it is given to a call by value. So the container
// is that of the calls whose results arrive in the alloca.
//
//===----------------------------------------------------------------------===//

#include "ContainerVariables.h"
#include "DebugTypes.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace hone {

void ContainerVariables::Answer::add(Answer Other) {
  IsKnown &= Other.IsKnown;
  if (Variable && Other.Variable && *Variable != *Other.Variable)
    IsKnown = false;
  if (!Variable)
    Variable = Other.Variable;
}

ContainerVariables::Answer ContainerVariables::containerAt(const Value *Address,
                                                           StringRef Type,
                                                           unsigned Depth) {
  Place Found = placeOf(Address, Depth);
  if (Found.Kind == VARIABLE_UNKNOWN)
    return {false, std::nullopt};
  enterMembers(Found, 0, 0, /*ToContainer=*/true);
  if (!Found.Line || !Found.File)
    return {false, std::nullopt};
  Found.Type = nameOf(Found, Type);
  return {true, indexOf(std::move(Found))};
}

ContainerVariables::Answer
ContainerVariables::containerOfResult(const CallBase &Call, Visited &Seen,
                                      unsigned Depth) {
  const LibraryCall *Library = Calls.of(Call);
  if (!Library)
    return {false, std::nullopt};
  switch (Library->Kind) {
  case LibraryCall::OnContainer:
    if (Library->yieldsElement())
      break;
    return containerAt(Call.getArgOperand(Library->Object), Library->Type,
                       Depth);
  case LibraryCall::OnIterator:
  case LibraryCall::Same:
    return containerOf(Call.getArgOperand(Library->Object), Seen, Depth);
  case LibraryCall::OnArguments:
    if (std::optional<unsigned> Variable =
            Library->Object < Call.arg_size()
                ? ifContainer(Call.getArgOperand(Library->Object))
                : std::nullopt)
      return {true, Variable};
    break;
  default:
    break;
  }
  return {false, std::nullopt};
}

static const AllocaInst *storageOf(const Value *Address) {
  return dyn_cast<AllocaInst>(Address->stripInBoundsOffsets());
}

ContainerVariables::Answer
ContainerVariables::containerOfStorage(const AllocaInst &Storage, Visited &Seen,
                                       unsigned Depth) {
  if (auto Known = OfIterators.find(&Storage); Known != OfIterators.end())
    return Known->second;
  // What is found on the way round a circle is only a part.
  bool IsWhole = Seen.empty();
  if (!Seen.insert(&Storage).second)
    return {};
  Answer Found = containerOfStored(Storage, Seen, Depth);
  if (IsWhole)
    OfIterators[&Storage] = Found;
  return Found;
}

ContainerVariables::Answer
ContainerVariables::containerOfStored(const AllocaInst &Storage, Visited &Seen,
                                      unsigned Depth) {
  Answer Found;
  SmallVector<const Value *, 8> Open = {&Storage};
  while (!Open.empty()) {
    const Value *Address = Open.pop_back_val();
    for (const User *U : Address->users()) {
      if (isa<GEPOperator>(U)) {
        Open.push_back(U);
      } else if (auto *Store = dyn_cast<StoreInst>(U)) {
        const Value *Stored = Store->getValueOperand();
        if (Stored != Address && (Stored->getType()->isPointerTy() ||
                                  Stored->getType()->isStructTy()))
          Found.add(containerOf(Stored, Seen, Depth));
      } else if (auto *Copy = dyn_cast<MemCpyInst>(U)) {
        if (Copy->getRawDest() == Address)
          Found.add(containerOf(Copy->getRawSource(), Seen, Depth));
      } else if (auto *Call = dyn_cast<CallBase>(U)) {
        if (Call->arg_empty() || Call->getArgOperand(0) != Address)
          continue;
        const LibraryCall *Library = Calls.of(*Call);
        if (Call->paramHasAttr(0, Attribute::StructRet))
          Found.add(containerOfResult(*Call, Seen, Depth));
        else if (Library && Library->Kind == LibraryCall::Copy &&
                 Call->arg_size() > 1)
          Found.add(containerOf(Call->getArgOperand(1), Seen, Depth));
        else if (Library && Library->Kind == LibraryCall::Same &&
                 Call->arg_size() > 1)
          Found.add(containerOf(Call->getArgOperand(1), Seen, Depth));
      }
    }
  }
  return Found;
}

ContainerVariables::Answer
ContainerVariables::containerOf(const Value *Iterator, Visited &Seen,
                                unsigned Depth) {
  const Answer Unknown = {false, std::nullopt};
  if (!Depth)
    return Unknown;
  if (auto *Part = dyn_cast<ExtractValueInst>(Iterator))
    Iterator = Part->getAggregateOperand();
  if (auto *Call = dyn_cast<CallBase>(Iterator))
    return containerOfResult(*Call, Seen, Depth - 1);
  if (const AllocaInst *Storage = storageOf(Iterator))
    return containerOfStorage(*Storage, Seen, Depth - 1);
  auto *Load = dyn_cast<LoadInst>(Iterator);
  const AllocaInst *Storage =
      Load ? storageOf(Load->getPointerOperand()) : nullptr;
  if (!Storage)
    return Unknown;
  // A reference to an iterator: what was bound to it is where the iterator is.
  // Else the iterator's own word.
  return containerOfStorage(*Storage, Seen, Depth - 1);
}

} // namespace hone
