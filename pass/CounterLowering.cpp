//===- CounterLowering.cpp ------------------------------------------------===//

#include "CounterLowering.h"
#include "CounterPlanter.h"
#include "ThreadCheck.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Support/ModRef.h"
#include "llvm/Transforms/Utils/PromoteMemToReg.h"

using namespace llvm;

namespace hone {

/// A counter kept in a register costs an addition at each exit and, beyond what
/// the machine has, a spill; LLVM's own counter promotion stops at 20 per loop.
static constexpr unsigned MaxPerLoop = 20, MaxAdditions = 64;

CallInst *asPlaceholder(Instruction &I) {
  auto *Call = dyn_cast<CallInst>(&I);
  const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
  return Callee && Callee->getName() == CounterPlaceholder ? Call : nullptr;
}

bool mayHoldControl(Instruction &I) {
  if (I.isVolatile() || I.isAtomic())
    return true;
  auto *Call = dyn_cast<CallBase>(&I);
  return Call && !isa<IntrinsicInst>(Call) && !asPlaceholder(I);
}

namespace {

class Promoter {
public:
  explicit Promoter(Function &F) : F(F) {}
  void promote(Loop &L);
  bool finish(DominatorTree &Dominators);

private:
  AllocaInst *makeRegister(Loop &L, Value *Counter, ArrayRef<BasicBlock *> Exits);

  Function &F;
  SmallVector<AllocaInst *, 16> Registers;
};

} // namespace

/// A stack slot for Counter in L, empty on entry and flushed at the exits; it
/// becomes a register in finish().
AllocaInst *Promoter::makeRegister(Loop &L, Value *Counter,
                                   ArrayRef<BasicBlock *> Exits) {
  Type *I64 = Type::getInt64Ty(F.getContext());
  IRBuilder<> Builder(&*F.getEntryBlock().getFirstInsertionPt());
  AllocaInst *Slot = Builder.CreateAlloca(I64);
  Builder.SetInsertPoint(L.getLoopPreheader()->getTerminator());
  Builder.SetCurrentDebugLocation(DebugLoc());
  Builder.CreateStore(Builder.getInt64(0), Slot);
  Function *Count = F.getParent()->getFunction(CounterPlaceholder);
  for (BasicBlock *Exit : Exits) {
    Builder.SetInsertPoint(&*Exit->getFirstInsertionPt());
    Builder.SetCurrentDebugLocation(DebugLoc());
    Builder.CreateCall(Count, {Counter, Builder.CreateLoad(I64, Slot)})
        ->addFnAttr(Attribute::NoMerge);
  }
  Registers.push_back(Slot);
  return Slot;
}

void Promoter::promote(Loop &L) {
  if (!L.isLoopSimplifyForm())
    return;
  MapVector<Value *, SmallVector<CallInst *, 2>> Counted;
  for (BasicBlock *Block : L.blocks())
    for (Instruction &I : *Block) {
      if (mayHoldControl(I))
        return;
      if (CallInst *Call = asPlaceholder(I))
        Counted[Call->getArgOperand(0)].push_back(Call);
    }
  SmallVector<BasicBlock *, 4> Exits;
  L.getUniqueExitBlocks(Exits);
  if (Exits.empty() || Counted.size() > MaxPerLoop ||
      Counted.size() * Exits.size() > MaxAdditions ||
      any_of(Exits, [](BasicBlock *Exit) {
        return Exit->isEHPad() || Exit->getFirstInsertionPt() == Exit->end();
      }))
    return;
  for (auto &[Counter, Calls] : Counted) {
    AllocaInst *Slot = makeRegister(L, Counter, Exits);
    for (CallInst *Call : Calls) {
      IRBuilder<> Builder(Call);
      Value *Old = Builder.CreateLoad(Slot->getAllocatedType(), Slot);
      Builder.CreateStore(Builder.CreateAdd(Old, Call->getArgOperand(1)), Slot);
      Call->eraseFromParent();
    }
  }
}

bool Promoter::finish(DominatorTree &Dominators) {
  if (Registers.empty())
    return false;
  PromoteMemToReg(Registers, Dominators);
  return true;
}

void revealCounters(Module &M) {
  for (Function &F : M) {
    MemoryEffects Effects = F.getMemoryEffects();
    if (!F.isDeclaration() &&
        isModSet(Effects.getModRef(MemoryEffects::Location::InaccessibleMem)))
      F.setMemoryEffects(MemoryEffects::unknown());
  }
}

bool promoteCounters(Function &F, LoopInfo &Loops, DominatorTree &Dominators) {
  if (!F.getParent()->getFunction(CounterPlaceholder))
    return false;
  Promoter P(F);
  // Inner loops first: what they add at their exits may be kept further out.
  SmallVector<Loop *, 8> Order = Loops.getLoopsInPreorder();
  for (Loop *L : reverse(Order))
    P.promote(*L);
  return P.finish(Dominators);
}

bool lowerCounters(Function &F) {
  if (!F.getParent()->getFunction(CounterPlaceholder))
    return false;
  bool Changed = false;
  Type *I64 = Type::getInt64Ty(F.getContext());
  MDNode *NoSanitize = MDNode::get(F.getContext(), {});
  Type *Pointer =
      PointerType::get(F.getContext(), counterAddressSpace(*F.getParent()));
  for (Instruction &I : make_early_inc_range(instructions(F))) {
    CallInst *Call = asPlaceholder(I);
    if (!Call)
      continue;
    IRBuilder<> Builder(Call);
    Value *Counter =
        Builder.CreateAddrSpaceCast(Call->getArgOperand(0), Pointer);
    LoadInst *Old = Builder.CreateLoad(I64, Counter);
    StoreInst *New = Builder.CreateStore(
        Builder.CreateAdd(Old, Call->getArgOperand(1)), Counter);
    // Unordered costs nothing and keeps the SLP vectorizer away. It would add to
    // neighbouring counters by one store of 16 bytes, and wait for it at the next
    // increment (examples/wordfreq: 3.3 times the plain run's time, now 1.15).
    Old->setAtomic(AtomicOrdering::Unordered);
    New->setAtomic(AtomicOrdering::Unordered);
    // ThreadSanitizer would report the program's threads as racing for it.
    Old->setMetadata(LLVMContext::MD_nosanitize, NoSanitize);
    New->setMetadata(LLVMContext::MD_nosanitize, NoSanitize);
    Call->eraseFromParent();
    Changed = true;
  }
  return Changed;
}

} // namespace hone
