//===- Contents.cpp -------------------------------------------------------===//

#include "Contents.h"
#include "DebugTypes.h"
#include "llvm/IR/DerivedTypes.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Operator.h"

using namespace llvm;

namespace hone {

bool mayHoldPointer(const Type *T) {
  if (auto *Struct = dyn_cast<StructType>(T))
    return any_of(Struct->elements(), mayHoldPointer);
  if (auto *Array = dyn_cast<ArrayType>(T))
    return mayHoldPointer(Array->getElementType());
  return T->getScalarType()->isPointerTy();
}

bool handlesOnlyScalars(const Function &F) {
  const DISubprogram *Subprogram = F.getSubprogram();
  if (!Subprogram || Subprogram->getType()->getTypeArray().size() < 2)
    return false;
  return all_of(drop_begin(Subprogram->getType()->getTypeArray()),
                [](const DIType *Type) {
                  const DIType *Target = plainType(targetOf(Type));
                  return Target && (isa<DIBasicType>(Target) ||
                                    Target->getSizeInBits() == 8);
                });
}

bool isNeverWritten(const GlobalVariable &Global) {
  if (Global.isConstant())
    return true;
  if (!Global.hasLocalLinkage() || !Global.hasInitializer())
    return false;
  SmallVector<const Value *, 8> Addresses = {&Global};
  while (!Addresses.empty())
    for (const User *U : Addresses.pop_back_val()->users()) {
      if (isa<GEPOperator>(U))
        Addresses.push_back(U);
      else if (!isa<LoadInst>(U))
        return false;
    }
  return true;
}

bool copiesOnlyValues(const Function &F) {
  StringRef Name = F.getName();
  return Name.consume_front("_ZNSt6vectorI") && Name.size() > 4 &&
         islower(Name[0]) && Name.substr(1).starts_with("SaI");
}

} // namespace hone
