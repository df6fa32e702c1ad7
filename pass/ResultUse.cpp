//===- ResultUse.cpp ------------------------------------------------------===//

#include "ResultUse.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/Instructions.h"

using namespace llvm;

namespace hone {

/// Of a method by its linkage name: const, or one that begins or ends the
/// object's life.
static bool leavesObject(const Function &Method) {
  StringRef Name = Method.getName();
  if (Name.starts_with("_ZNK") || Name.starts_with("llvm."))
    return true;
  ItaniumPartialDemangler Demangler;
  return Demangler.partialDemangle(Name.str().c_str()) ||
         !Demangler.isFunction() || Demangler.isCtorOrDtor() ||
         !Name.starts_with("_ZN"); // no method: what it takes is not known
}

static bool isChanged(const Value &Object) {
  for (const Use &U : Object.uses()) {
    const User *By = U.getUser();
    if (auto *Store = dyn_cast<StoreInst>(By);
        Store && Store->getPointerOperand() == &Object)
      return true;
    // A member of it.
    if (isa<GetElementPtrInst>(By) && isChanged(*By))
      return true;
    auto *Call = dyn_cast<CallBase>(By);
    const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
    if (!Callee || !Call->isArgOperand(&U))
      continue;
    unsigned This = Callee->hasParamAttribute(0, Attribute::StructRet);
    if (Call->getArgOperandNo(&U) == This && !leavesObject(*Callee))
      return true;
  }
  return false;
}

bool isResultChanged(const Function &F) {
  for (const User *U : F.users()) {
    auto *Call = dyn_cast<CallBase>(U);
    if (Call && Call->getCalledFunction() == &F && Call->arg_size() &&
        isChanged(*Call->getArgOperand(0)))
      return true;
  }
  return false;
}

} // namespace hone
