//===- ThreadCheck.cpp ----------------------------------------------------===//

#include "ThreadCheck.h"
#include "Compat.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"

using namespace llvm;

namespace hone {

/// Of the x86 backend: relative to %gs.
static constexpr unsigned GsAddressSpace = 256;

unsigned counterAddressSpace(const Module &M) {
  return Triple(M.getTargetTriple()).getArch() == Triple::x86_64
             ? GsAddressSpace
             : 0;
}

static bool counts(const Function &F) {
  return any_of(instructions(F), [](const Instruction &I) {
    auto *Store = dyn_cast<StoreInst>(&I);
    return Store && Store->getPointerAddressSpace() == GsAddressSpace;
  });
}

static void plantCheck(Function &F, PlantedData &Data) {
  IRBuilder<> Builder(F.getContext());
  moveToEntry(Builder, F);
  Instruction *First = &*Builder.GetInsertPoint();
  Value *Flag = Builder.CreateLoad(Builder.getInt8Ty(),
                                   Data.threadLocal("__hone_counting",
                                                    Builder.getInt8Ty()));
  Value *IsNew = Builder.CreateICmpEQ(Flag, Builder.getInt8(0));
  Builder.SetInsertPoint(insertColdBlock(IsNew, First));
  Data.callRuntime(Builder, "__hone_count_here", {});
}

namespace {

/// Which functions a new thread may enter without having been asked.
class Reach {
public:
  Reach(Module &M, function_ref<bool(const Function &)> HasHook)
      : HasHook(HasHook) {
    for (Function &F : M)
      if (!F.isDeclaration() &&
          (!F.hasLocalLinkage() || F.hasAddressTaken(nullptr,
                                                     /*IgnoreCallback=*/false,
                                                     /*IgnoreAssumeLike=*/true,
                                                     /*IgnoreLLVMUsed=*/true)))
        enter(F);
    while (!Open.empty())
      enterCallees(*Open.pop_back_val());
  }
  ArrayRef<Function *> toCheck() const { return ToCheck; }

private:
  void enter(Function &F) {
    if (HasHook(F) || !Entered.insert(&F).second)
      return;
    if (counts(F))
      ToCheck.push_back(&F);
    else
      Open.push_back(&F);
  }
  void enterCallees(Function &F) {
    for (Instruction &I : instructions(F))
      if (auto *Call = dyn_cast<CallBase>(&I))
        if (Function *Callee = Call->getCalledFunction())
          if (!Callee->isDeclaration())
            enter(*Callee);
  }

  function_ref<bool(const Function &)> HasHook;
  SmallPtrSet<Function *, 32> Entered;
  SmallVector<Function *, 32> Open, ToCheck;
};

} // namespace

void plantThreadChecks(PlantedData &Data,
                       function_ref<bool(const Function &)> HasHook) {
  if (!counterAddressSpace(Data.module()))
    return;
  Reach Entries(Data.module(), HasHook);
  for (Function *F : Entries.toCheck())
    plantCheck(*F, Data);
}

} // namespace hone
