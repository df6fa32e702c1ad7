//===- ScanCall.cpp -------------------------------------------------------===//

#include "ScanCall.h"
#include "DebugTypes.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/Instructions.h"

using namespace llvm;

namespace hone {

namespace {

struct Search {
  StringRef Name;
  bool ByPredicate, Sought;
  ScanCall::ResultType Result;
};
constexpr Search Searches[] = {
    {"find", false, true, ScanCall::Place},
    {"find_if", true, true, ScanCall::Place},
    {"find_if_not", true, false, ScanCall::Place},
    {"count", false, true, ScanCall::Number},
    {"count_if", true, true, ScanCall::Number},
    {"any_of", true, true, ScanCall::Found},
    {"none_of", true, true, ScanCall::Missed},
    {"all_of", true, false, ScanCall::Missed},
};

} // namespace

/// "find" of _ZSt4findI... (libstdc++) and _ZNSt3__14findB8ne190107I...
/// (libc++), and of _ZNKSt6ranges9__find_fnclI...: std::ranges::find, whose
/// first argument is "this". Empty: none of these.
static StringRef searchName(StringRef Mangled, bool &OfRanges) {
  OfRanges = Mangled.consume_front("_ZNKSt6ranges");
  if (!OfRanges && !Mangled.consume_front("_ZNSt3__1") &&
      !Mangled.consume_front("_ZSt"))
    return {};
  unsigned Length = 0;
  if (Mangled.consumeInteger(10, Length) || Length >= Mangled.size())
    return {};
  StringRef Name = Mangled.take_front(Length),
            Rest = Mangled.drop_front(Length);
  if (OfRanges)
    return Name.consume_front("__") && Name.consume_back("_fn") &&
                   Rest.starts_with("clI")
               ? Name
               : StringRef();
  return Rest.starts_with("I") || Rest.starts_with("B") ? Name : StringRef();
}

/// Whether a number is used for nothing but to see whether it is 0.
static bool isOnlyTested(const Value &Number) {
  return all_of(Number.users(), [](const User *U) {
    auto *Compare = dyn_cast<ICmpInst>(U);
    auto *With =
        Compare ? dyn_cast<ConstantInt>(Compare->getOperand(1)) : nullptr;
    if (!With)
      return false;
    CmpInst::Predicate P = Compare->getPredicate();
    return With->isZero() || (With->isOne() && (P == CmpInst::ICMP_SGE ||
                                                P == CmpInst::ICMP_SLT));
  });
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

/// Fills in what is looked for, from the template's arguments behind the
/// iterators or the range.
static void describeKey(const DITemplateParameterArray &Arguments, unsigned At,
                        bool OfRanges, ScanCall &Scan) {
  if (OfRanges) {
    // The projection stands behind a key and before a predicate.
    const DIType *Projection = plainType(
        templateArgument(Arguments, Scan.ByPredicate ? At++ : At + 1));
    bool IsIdentity = Projection && Projection->getName() == "identity";
    // What is compared then is a part of the element.
    if (!IsIdentity && Scan.ByPredicate)
      return;
    Scan.ByPredicate |= !IsIdentity;
    if (!IsIdentity)
      Scan.Key = typeName(templateArgument(Arguments, At));
  }
  const DIType *Given = templateArgument(Arguments, At);
  if (!Scan.ByPredicate)
    Scan.Key = Given ? typeName(Given) : "";
  else
    Scan.Predicate = dyn_cast_or_null<DICompositeType>(plainType(Given));
}

/// Fills in where the elements are; false if they cannot be counted. Returns in
/// Rest the number of the template's next argument.
static bool describeElements(const DITemplateParameterArray &Arguments,
                             bool OfRanges, unsigned &Rest, ScanCall &Scan) {
  const DIType *Given = templateArgument(Arguments, 0);
  Scan.First = OfRanges;
  Rest = OfRanges ? 2 : 1;
  const DIType *Target = OfRanges ? targetOf(Given) : nullptr;
  auto *Range = dyn_cast_or_null<DICompositeType>(plainType(Target));
  if (!Range)
    return describeIterator(Given, Scan);
  const DIType *Element =
      plainType(templateArgument(Range->getTemplateParams(), 0));
  if (!isOfStd(*Range) || !Range->getName().starts_with("vector<") || !Element)
    return false;
  Rest = 1;
  Scan.IsRange = true;
  Scan.Container = typeName(Range);
  Scan.ElementSize = Element->getSizeInBits() / 8;
  return Scan.ElementSize > 1;
}

std::optional<ScanCall> asScanCall(const CallBase &Call) {
  const Function *Callee = Call.getCalledFunction();
  if (!Callee)
    return std::nullopt;
  bool OfRanges = false;
  StringRef Name = searchName(Callee->getName(), OfRanges);
  auto *Found =
      find_if(Searches, [&](const Search &S) { return S.Name == Name; });
  const DISubprogram *Subprogram = Callee->getSubprogram();
  if (Found == std::end(Searches) || !Subprogram)
    return std::nullopt;
  ScanCall Scan;
  Scan.What = ((OfRanges ? "std::ranges::" : "std::") + Name).str();
  Scan.ByPredicate = Found->ByPredicate;
  Scan.Sought = Found->Sought;
  Scan.Result = Found->Result;
  unsigned Rest = 0;
  DITemplateParameterArray Arguments = Subprogram->getTemplateParams();
  if (!describeElements(Arguments, OfRanges, Rest, Scan) ||
      !isPlainPointer(Call, Scan.First) ||
      (!Scan.IsRange && !isPlainPointer(Call, Scan.First + 1)))
    return std::nullopt;
  const Type *Result = Callee->getReturnType();
  switch (Scan.Result) {
  case ScanCall::Place:
    if (!Result->isPointerTy())
      return std::nullopt;
    break;
  case ScanCall::Number:
    // A number that matters no hash table knows, unless it counts as well.
    if (!Result->isIntegerTy() || !isOnlyTested(Call))
      return std::nullopt;
    break;
  case ScanCall::Found:
  case ScanCall::Missed:
    // Where in a list it stopped is not known.
    if (!Result->isIntegerTy(1) || !Scan.ElementSize)
      return std::nullopt;
  }
  describeKey(Arguments, Rest, OfRanges, Scan);
  return Scan;
}

} // namespace hone
