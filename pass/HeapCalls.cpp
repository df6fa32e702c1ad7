//===- HeapCalls.cpp ------------------------------------------------------===//

#include "HeapCalls.h"
#include "Compat.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/IRBuilder.h"

using namespace llvm;

namespace hone {

bool isAllocator(StringRef Name) {
  static constexpr StringRef Operators[] = {"_Znw", "_Zna", "_Zdl", "_Zda"};
  static constexpr StringRef Others[] = {
      "malloc",        "calloc",   "realloc", "free",    "posix_memalign",
      "aligned_alloc", "memalign", "valloc",  "pvalloc", "reallocarray"};
  return any_of(Operators,
                [&](StringRef Start) { return Name.starts_with(Start); }) ||
         is_contained(Others, Name);
}

static void turnCallsOf(Function &F, PlantedData &Data) {
  SmallVector<CallBase *, 16> Calls;
  for (const Use &U : F.uses())
    if (auto *Call = dyn_cast<CallBase>(U.getUser());
        Call && Call->isCallee(&U) && !isa<CallBrInst>(Call))
      Calls.push_back(Call);
  if (Calls.empty())
    return;
  GlobalVariable *Link = Data.declareRecord(
      "LinkRecord", "hone_links", "l", {F.getName().str(), /*Shared=*/true});
  Data.fillRecord(
      Link, {ConstantExpr::getPtrToInt(&F, Type::getInt64Ty(F.getContext())),
             Data.u64(hashBytes(F.getName().data(), F.getName().size()))});
  for (CallBase *Call : Calls)
    Call->setCalledOperand(IRBuilder<>(Call).CreateLoad(
        compat::pointerType(F.getContext()), Link, F.getName()));
}

void turnHeapCalls(PlantedData &Data) {
  for (Function &F : Data.module())
    if (isAllocator(F.getName()) && !F.hasLocalLinkage())
      turnCallsOf(F, Data);
}

} // namespace hone
