//===- CString.cpp --------------------------------------------------------===//

#include "CString.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/PostDominators.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Dominators.h"

using namespace llvm;

namespace hone {

/// Whether the callee reads argument K up to its terminating zero, or would not
/// get along with one that has none.
static bool takesCString(const CallBase &Call, unsigned K) {
  const Function *Callee = Call.getCalledFunction();
  if (!Callee)
    return false;
  StringRef Name = Callee->getName();
  bool First = StringSwitch<bool>(Name)
                   .Cases("strlen", "strdup", "atoi", "atol", "atof", true)
                   .Cases("strchr", "strrchr", "strstr", "strpbrk", true)
                   .Case("_ZNSt11char_traitsIcE6lengthEPKc", true)
                   .Cases("fopen", "fopen64", "open", "open64", "opendir", true)
                   .Cases("stat", "lstat", "access", "getenv", true)
                   .Default(false);
  if (K == 0)
    return First;
  // std::string(const char *), std::string_view(const char *)
  bool IsConstructor =
      (Name.starts_with(
           "_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEC") ||
       Name.starts_with("_ZNSt17basic_string_viewIcSt11char_traitsIcEEC")) &&
      (Name.contains("EPKcRKS3_") || Name.ends_with("EPKc"));
  bool IsStream =
      Name.starts_with("_ZNSt14basic_ifstreamIcSt11char_traitsIcEEC") &&
      Name.contains("EPKcSt13_Ios_Openmode");
  return K == 1 && (IsConstructor || IsStream);
}

/// Whether I compares a byte, perhaps extended, with zero.
static bool isCheckedForZero(const Instruction &Byte) {
  return any_of(Byte.users(), [](const User *U) {
    if (isa<CastInst>(U))
      return isCheckedForZero(*cast<Instruction>(U));
    auto *Compare = dyn_cast<ICmpInst>(U);
    auto *Zero =
        Compare ? dyn_cast<ConstantInt>(Compare->getOperand(1)) : nullptr;
    return Zero && Zero->isZero() && Compare->isEquality();
  });
}

/// Everything that points into the string: loads of the parameter, addresses
/// made from them, loads of variables that these are stored to.
static SmallSetVector<Value *, 16> pointersInto(AllocaInst &Storage) {
  SmallSetVector<Value *, 16> Pointers, Variables;
  Variables.insert(&Storage);
  for (unsigned V = 0; V != Variables.size(); ++V)
    for (User *U : Variables[V]->users())
      if (auto *Load = dyn_cast<LoadInst>(U)) {
        unsigned P = Pointers.size();
        Pointers.insert(Load);
        for (; P != Pointers.size(); ++P)
          for (User *Use : Pointers[P]->users()) {
            auto *Store = dyn_cast<StoreInst>(Use);
            if (isa<GetElementPtrInst, CastInst>(Use) &&
                Use->getType()->isPointerTy())
              Pointers.insert(Use);
            else if (Store && Store->getValueOperand() == Pointers[P] &&
                     isa<AllocaInst>(Store->getPointerOperand()))
              Variables.insert(Store->getPointerOperand());
          }
      }
  return Pointers;
}

bool isReadAsCString(Function &F, AllocaInst &Storage) {
  DominatorTree DT(F);
  PostDominatorTree PDT(F);
  LoopInfo LI(DT);
  for (Value *Pointer : pointersInto(Storage))
    for (const Use &U : Pointer->uses()) {
      auto *I = cast<Instruction>(U.getUser());
      if (!PDT.dominates(I->getParent(), &F.getEntryBlock()))
        continue;
      if (auto *Call = dyn_cast<CallBase>(I))
        if (Call->isArgOperand(&U) &&
            takesCString(*Call, Call->getArgOperandNo(&U)))
          return true;
      if (isa<LoadInst>(I) && I->getType()->isIntegerTy(8) &&
          LI.getLoopFor(I->getParent()) && isCheckedForZero(*I))
        return true;
    }
  return false;
}

} // namespace hone
