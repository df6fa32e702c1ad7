//===- Comparison.cpp -----------------------------------------------------===//

#include "Comparison.h"
#include "FunctionName.h"

using namespace llvm;

namespace hone {

/// The name without scope, arguments and template arguments.
static std::string baseName(StringRef Name) {
  if (!Name.starts_with("_Z"))
    return Name.str();
  std::optional<FunctionName> Found = functionName(Name);
  return Found ? Found->Base : "";
}

static Equality equalityOfName(StringRef Mangled) {
  // Demangling is slow: most names fail this look at the raw one.
  static constexpr StringRef Hints[] = {"eq",   "ne",  "cmp",  "ompare",
                                        "qual", "Cmp", "same", "Same"};
  if (none_of(Hints, [&](StringRef Hint) { return Mangled.contains(Hint); }))
    return Equality::None;
  if (Mangled.contains("iterator") || Mangled.contains("__wrap_iter"))
    return Equality::None;
  std::string Name = baseName(Mangled);
  if (Name == "operator==")
    return Equality::IsTrue;
  if (Name == "operator!=")
    return Equality::IsZero;
  std::string Lower = StringRef(Name).lower();
  auto Says = [&](StringRef Word) { return StringRef(Lower).contains(Word); };
  if (Says("unequal") || Says("notequal") || Says("less") || Says("greater"))
    return Equality::None;
  if (Says("equal") || Says("same") || StringRef(Lower).starts_with("streq"))
    return Equality::IsTrue;
  if (Says("cmp") || Says("compare"))
    return Equality::IsZero;
  return Equality::None;
}

Equality equalityOf(const Function &F) {
  const Type *Result = F.getReturnType();
  if (!Result->isIntegerTy() || F.arg_size() < 2)
    return Equality::None;
  Equality Found = equalityOfName(F.getName());
  // bool compare(a, b) may mean anything, an order included.
  if (Found == Equality::IsZero && Result->isIntegerTy(1) &&
      !F.getName().contains("ne"))
    return Equality::None;
  return Found;
}

std::pair<unsigned, unsigned> comparedOperands(const CallBase &Call) {
  auto IsView = [&](unsigned At) {
    return Call.getArgOperand(At)->getType()->isIntegerTy(64) &&
           Call.getArgOperand(At + 1)->getType()->isPointerTy();
  };
  bool AreViews = Call.arg_size() == 4 && IsView(0) && IsView(2);
  return AreViews ? std::make_pair(1u, 3u) : std::make_pair(0u, 1u);
}

} // namespace hone
