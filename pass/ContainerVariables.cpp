//===- ContainerVariables.cpp ---------------------------------------------===//
//
// The way to them is in ContainerPlaces.cpp and ContainerIterators.cpp.
//
//===----------------------------------------------------------------------===//

#include "ContainerVariables.h"
#include "Compat.h"
#include "DebugTypes.h"

using namespace llvm;

namespace hone {

ContainerVariables::ContainerVariables(Function &F, ContainerCalls &Calls)
    : Calls(Calls) {
  compat::forEachDebugDeclare(F, [&](compat::DebugDeclare Declare) {
    if (!Declare.IsIndirect) {
      Declared[Declare.Storage] = Declare.Variable;
      return;
    }
    // Arguments and results of class type stand in memory of the caller's.
    Holders[Declare.Storage] = Declare.Variable;
    for (const User *U : Declare.Storage->users())
      if (auto *Store = dyn_cast<StoreInst>(U))
        Declared.try_emplace(Store->getValueOperand(), Declare.Variable);
  });
}

//===-- The list ----------------------------------------------------------===//

unsigned ContainerVariables::indexOf(ContainerVariable V) {
  std::string Key = std::to_string(V.Kind) + ';' + std::to_string(V.Whose) +
                    ';' + std::to_string(V.Line) + ';' +
                    (V.File ? V.File->getFilename().str() : "") + ';' + V.Name;
  if (V.Kind == VARIABLE_UNKNOWN || V.Name.empty())
    Key += ';' + V.Type;
  auto [At, IsNew] = Index.try_emplace(Key, All.size());
  if (IsNew)
    All.push_back(std::move(V));
  return At->second;
}

/// The variable's own type, so that it has the same name wherever it is used.
std::string ContainerVariables::nameOf(const Place &Of, StringRef Type) {
  if (!isContainer(Of.Object))
    return Type.str();
  auto [At, IsNew] = Names.try_emplace(Of.Object);
  if (IsNew)
    At->second = typeName(plainType(Of.Object));
  return At->second;
}

static ContainerVariable unknown(StringRef Type, const DILocation &At) {
  return {VARIABLE_UNKNOWN, "", Type.str(), At.getFile(), At.getLine(), 0};
}

unsigned ContainerVariables::ofContainer(const Value *Address, StringRef Type,
                                         const DILocation &At) {
  Place Found = placeOf(Address, MaxDepth);
  if (Found.Kind == VARIABLE_UNKNOWN)
    return indexOf(unknown(Type, At));
  enterMembers(Found, 0, 0, /*ToContainer=*/true);
  if (!Found.Line || !Found.File) {
    Found.File = At.getFile();
    Found.Line = At.getLine();
  }
  Found.Type = nameOf(Found, Type);
  return indexOf(std::move(Found));
}

unsigned ContainerVariables::ofIterator(const Value *Iterator, StringRef Type,
                                        const DILocation &At) {
  Visited Seen;
  Answer Found = containerOf(Iterator, Seen, MaxDepth);
  return Found.IsKnown && Found.Variable ? *Found.Variable
                                         : indexOf(unknown(Type, At));
}

std::optional<unsigned> ContainerVariables::ifContainer(const Value *Address) {
  Place Found = placeOf(Address, MaxDepth);
  if (Found.Kind == VARIABLE_UNKNOWN || !isContainer(Found.Object) ||
      !Found.Line || !Found.File)
    return std::nullopt;
  Found.Type = nameOf(Found, "");
  return indexOf(std::move(Found));
}

} // namespace hone
