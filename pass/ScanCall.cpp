//===- ScanCall.cpp -------------------------------------------------------===//

#include "ScanCall.h"
#include "DebugTypes.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/Function.h"

using namespace llvm;

namespace hone {

namespace {

struct Search {
  StringRef Name;
  bool ByPredicate, Counts;
};
constexpr Search Searches[] = {
    {"find", false, false},       {"find_if", true, false},
    {"find_if_not", true, false}, {"count", false, true},
    {"count_if", true, true},
};

} // namespace

/// "find" of _ZSt4findI... (libstdc++) and _ZNSt3__14findB8ne190107I...
/// (libc++).
static StringRef searchName(StringRef Mangled) {
  if (!Mangled.consume_front("_ZNSt3__1") && !Mangled.consume_front("_ZSt"))
    return {};
  unsigned Length = 0;
  if (Mangled.consumeInteger(10, Length) || Length >= Mangled.size())
    return {};
  StringRef Name = Mangled.take_front(Length),
            Rest = Mangled.drop_front(Length);
  return Rest.starts_with("I") || Rest.starts_with("B") ? Name : StringRef();
}

/// Fills in how elements are counted; false if Iterator does not allow it.
static bool describeIterator(const DIType *Iterator, ScanCall &Scan) {
  Iterator = plainType(Iterator);
  if (auto *Class = dyn_cast_or_null<DICompositeType>(Iterator)) {
    // libstdc++'s nodes start with the next pointer, those of libc++'s lists
    // with the previous one.
    bool IsList = Class->getName().starts_with("__list_");
    Scan.NextOffset = IsList ? 8 : 0;
    Scan.Container = containerName(Class);
    StringRef Container = Scan.Container;
    if (Container.starts_with("std::list<") ||
        Container.starts_with("std::forward_list<"))
      return true;
    if (!Class->getName().starts_with("__normal_iterator<") &&
        !Class->getName().starts_with("__wrap_iter<"))
      return false;
    Iterator = plainType(templateArgument(Class->getTemplateParams(), 0));
  } else {
    Scan.Container = typeName(Iterator);
  }
  auto *Pointer = dyn_cast_or_null<DIDerivedType>(Iterator);
  if (!Pointer || Pointer->getTag() != dwarf::DW_TAG_pointer_type)
    return false;
  const DIType *Element = plainType(Pointer->getBaseType());
  Scan.ElementSize = Element ? Element->getSizeInBits() / 8 : 0;
  // Bytes are text: looking for a delimiter is no search in a container.
  return Scan.ElementSize > 1;
}

static bool isPlainPointer(const CallBase &Call, unsigned Index) {
  return Index < Call.arg_size() &&
         Call.getArgOperand(Index)->getType()->isPointerTy() &&
         !Call.isByValArgument(Index) &&
         !Call.paramHasAttr(Index, Attribute::StructRet);
}

std::optional<ScanCall> asScanCall(const CallBase &Call) {
  const Function *Callee = Call.getCalledFunction();
  if (!Callee || !isPlainPointer(Call, 0) || !isPlainPointer(Call, 1))
    return std::nullopt;
  StringRef Name = searchName(Callee->getName());
  auto *Found =
      find_if(Searches, [&](const Search &S) { return S.Name == Name; });
  const DISubprogram *Subprogram = Callee->getSubprogram();
  if (Found == std::end(Searches) || !Subprogram)
    return std::nullopt;
  const Type *Result = Callee->getReturnType();
  if (Found->Counts ? !Result->isIntegerTy() : !Result->isPointerTy())
    return std::nullopt;
  ScanCall Scan;
  Scan.What = ("std::" + Name).str();
  Scan.ByPredicate = Found->ByPredicate;
  Scan.Counts = Found->Counts;
  DITemplateParameterArray Arguments = Subprogram->getTemplateParams();
  if (!describeIterator(templateArgument(Arguments, 0), Scan))
    return std::nullopt;
  if (!Found->ByPredicate)
    if (const DIType *Key = templateArgument(Arguments, 1))
      Scan.Key = typeName(Key);
  return Scan;
}

} // namespace hone
