//===- GrowthPlanter.cpp --------------------------------------------------===//
//
// A loop that contains a loop or a call becomes
//
//   start = mark = next = 0
//   if (site.Gate == 0 || --credit < 0)
//     if (start = mark = __hone_growth_begin(&site))  next = 8
//   for (turns = 0; ...; ++turns, if (turns == next)
//                                   mark = __hone_growth_turn(&site, mark, turns),
//                                   next *= 2)
//     ...
//   if (start)  __hone_growth_end(&site, start, turns)
//
// Other loops take as long as they have turns.
//
//===----------------------------------------------------------------------===//

#include "GrowthPlanter.h"
#include "Compat.h"
#include "HookPlanter.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/Dominators.h"
#include "llvm/Transforms/Utils/LoopSimplify.h"
#include "llvm/Transforms/Utils/PromoteMemToReg.h"
#include <map>

using namespace llvm;

namespace hone {

namespace {

/// A loop to observe: where its code is, found before anything is planted.
struct Watched {
  const DILocation *At;
  U64 Function;
  Instruction *Before; ///< end of the preheader
  Instruction *Latch;  ///< end of the only latch
  SmallVector<BasicBlock *, 4> Exits;
};

class GrowthPlanter {
public:
  GrowthPlanter(PlantedData &Data, const DenseSet<U64> &UserFunctions)
      : Data(Data), UserFunctions(UserFunctions) {}
  void plant(Function &F);

private:
  std::optional<Watched> asWatched(Loop &L) const;
  GlobalVariable *siteOf(const Watched &W);
  void plant(const Watched &W, SmallVectorImpl<AllocaInst *> &Variables);

  PlantedData &Data;
  const DenseSet<U64> &UserFunctions;
  using Key = std::tuple<U64, U64, unsigned, unsigned>;
  std::map<Key, GlobalVariable *> Sites;
};

} // namespace

/// A call whose duration may depend on more than its arguments.
static bool callsOut(const Instruction &I) {
  auto *Call = dyn_cast<CallBase>(&I);
  if (!Call || isa<IntrinsicInst>(Call) || Call->isInlineAsm() ||
      Call->doesNotAccessMemory())
    return false;
  const Function *Callee = Call->getCalledFunction();
  return !Callee || !Callee->getName().starts_with("__hone_");
}

static bool isWorthWatching(const Loop &L) {
  if (!L.isInnermost())
    return true;
  return any_of(L.blocks(), [](const BasicBlock *Block) {
    return any_of(*Block, callsOut);
  });
}

std::optional<Watched> GrowthPlanter::asWatched(Loop &L) const {
  if (!L.isLoopSimplifyForm() || !isWorthWatching(L))
    return std::nullopt;
  const DILocation *At = L.getStartLoc().get();
  if (!At || !At->getLine())
    return std::nullopt;
  // Loops of the library's, inlined, are a part of the user's line.
  U64 Function = functionHash(*At->getScope()->getSubprogram());
  if (!At->getInlinedAt())
    Function = functionHash(*L.getHeader()->getParent());
  if (!UserFunctions.contains(Function))
    return std::nullopt;
  Watched W{At, Function, L.getLoopPreheader()->getTerminator(),
            L.getLoopLatch()->getTerminator(), {}};
  SmallVector<BasicBlock *, 4> Exits;
  L.getUniqueExitBlocks(Exits);
  for (BasicBlock *Exit : Exits)
    if (!Exit->isEHPad() && !isa<UnreachableInst>(Exit->getTerminator()))
      W.Exits.push_back(Exit);
  return W;
}

GlobalVariable *GrowthPlanter::siteOf(const Watched &W) {
  U64 File = Data.file(W.At->getFile());
  GlobalVariable *&Site =
      Sites[{W.Function, File, W.At->getLine(), W.At->getColumn()}];
  if (Site)
    return Site;
  StructType *Type = Data.recordType("GrowthSiteRecord");
  Site = new GlobalVariable(
      Data.module(), Type, /*isConstant=*/false, GlobalValue::InternalLinkage,
      ConstantAggregateZero::get(Type), "__hone_g");
  Site->setSection("hone_growth");
  Site->setAlignment(Align(8));
  Data.fillRecord(Site, {Data.u64(W.Function), Data.u64(File),
                         Data.u32(W.At->getLine()),
                         Data.u32(W.At->getColumn())});
  return Site;
}

static void enterColdBlock(IRBuilderBase &Builder, Value *Condition,
                           Instruction *Before, const DILocation *At) {
  Builder.SetInsertPoint(insertColdBlock(Condition, Before));
  Builder.SetCurrentDebugLocation(At);
}

/// Of GrowthSiteRecord.
static constexpr unsigned GateField = 4;

void GrowthPlanter::plant(const Watched &W,
                          SmallVectorImpl<AllocaInst *> &Variables) {
  Function &F = *W.Before->getFunction();
  GlobalVariable *Site = siteOf(W);
  IRBuilder<> Builder(F.getContext());
  Type *I64 = Builder.getInt64Ty(), *I32 = Builder.getInt32Ty();
  moveToEntry(Builder, F);
  auto Variable = [&](const char *Name) {
    Variables.push_back(Builder.CreateAlloca(I64, nullptr, Name));
    return Variables.back();
  };
  AllocaInst *Start = Variable("hone.start"), *Mark = Variable("hone.mark"),
             *Next = Variable("hone.next"), *Turns = Variable("hone.turns");

  Builder.SetInsertPoint(W.Before);
  Builder.SetCurrentDebugLocation(W.At);
  for (AllocaInst *Each : {Start, Mark, Next, Turns})
    Builder.CreateStore(Builder.getInt64(0), Each);
  // Volatile: the runtime closes the gate at any time.
  Value *Gate = Builder.CreateLoad(
      I32, Builder.CreateStructGEP(Site->getValueType(), Site, GateField),
      /*isVolatile=*/true);
  GlobalVariable *Credit = Data.threadLocal("__hone_growth_credit", I32);
  Value *Left = Builder.CreateSub(Builder.CreateLoad(I32, Credit),
                                  Builder.getInt32(1));
  Builder.CreateStore(Left, Credit);
  Value *IsAsked = Builder.CreateOr(
      Builder.CreateICmpEQ(Gate, Builder.getInt32(0)),
      Builder.CreateICmpSLT(Left, Builder.getInt32(0)));
  enterColdBlock(Builder, IsAsked, W.Before, W.At);
  Value *Started = Data.callRuntime(Builder, "__hone_growth_begin", {Site});
  Builder.CreateStore(Started, Start);
  Builder.CreateStore(Started, Mark);
  Value *IsObserved = Builder.CreateICmpNE(Started, Builder.getInt64(0));
  Builder.CreateStore(Builder.CreateSelect(IsObserved,
                                           Builder.getInt64(GrowthFirstTurns),
                                           Builder.getInt64(0)),
                      Next);

  Builder.SetInsertPoint(W.Latch);
  Builder.SetCurrentDebugLocation(W.At);
  Value *Made =
      Builder.CreateAdd(Builder.CreateLoad(I64, Turns), Builder.getInt64(1));
  Builder.CreateStore(Made, Turns);
  Value *IsDue = Builder.CreateICmpEQ(Made, Builder.CreateLoad(I64, Next));
  enterColdBlock(Builder, IsDue, W.Latch, W.At);
  Builder.CreateStore(
      Data.callRuntime(Builder, "__hone_growth_turn",
                       {Site, Builder.CreateLoad(I64, Mark), Made}),
      Mark);
  Builder.CreateStore(Builder.CreateShl(Made, 1), Next);

  for (BasicBlock *Exit : W.Exits) {
    Instruction *Before = &*Exit->getFirstInsertionPt();
    Builder.SetInsertPoint(Before);
    Builder.SetCurrentDebugLocation(W.At);
    Value *Begun = Builder.CreateLoad(I64, Start);
    Value *WasObserved = Builder.CreateICmpNE(Begun, Builder.getInt64(0));
    enterColdBlock(Builder, WasObserved, Before, W.At);
    Data.callRuntime(Builder, "__hone_growth_end",
                     {Site, Begun, Builder.CreateLoad(I64, Turns)});
  }
}

void GrowthPlanter::plant(Function &F) {
  // What comes back by longjmp has lost its registers.
  if (F.hasFnAttribute(Attribute::Naked) || F.callsFunctionThatReturnsTwice())
    return;
  DominatorTree Dominators(F);
  LoopInfo Loops(Dominators);
  for (Loop *L : Loops)
    simplifyLoop(L, &Dominators, &Loops, /*SE=*/nullptr, /*AC=*/nullptr,
                 /*MSSAU=*/nullptr, /*PreserveLCSSA=*/false);
  SmallVector<Watched, 8> All;
  for (Loop *L : Loops.getLoopsInPreorder())
    if (std::optional<Watched> W = asWatched(*L))
      All.push_back(std::move(*W));
  if (All.empty())
    return;
  SmallVector<AllocaInst *, 24> Variables;
  for (const Watched &W : All)
    plant(W, Variables);
  Dominators.recalculate(F);
  PromoteMemToReg(Variables, Dominators);
}

void plantGrowthObservers(PlantedData &Data,
                          const DenseSet<U64> &UserFunctions) {
  GrowthPlanter Planter(Data, UserFunctions);
  for (Function &F : Data.module())
    if (functionRecord(F))
      Planter.plant(F);
}

} // namespace hone
