//===- LoopView.h - a function's loops, seen in SSA form -------*- C++ -*-===//
//
// Owns: a throw-away copy of a function in which iterators and other small
// accessors are inlined and variables are values, and the way back from it. On
// clang's unoptimized IR a range-for over a vector is calls on iterators in
// memory; in the copy it is the same pointer loop as the one of a C programmer:
//
//   %7 = call ptr @_ZNK..begin(%6)            loop: %p = phi [%first, %entry],
//   store ptr %7, ptr %it                                    [%next, %latch]
//   loop: %8 = call i1 @..ne(ptr %it, ptr %end)     %8 = icmp ne %p, %last
//         %9 = call ptr @..de(ptr %it)              %x = load i32, ptr %p
//
// Knows nothing of what is looked for in the loops. The function itself is not
// changed.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_LOOPVIEW_H
#define HONE_PASS_LOOPVIEW_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Function.h"
#include "llvm/Transforms/Utils/ValueMapper.h"

namespace hone {

/// Whether every path through Block ends in a call that does not return.
bool endsInUnreachable(const llvm::BasicBlock &Block);

/// Whether F has a branch back, in constant time per block: clang emits blocks
/// in an order in which only loops (and some gotos) lead back.
bool mayHaveLoops(const llvm::Function &F);

class LoopView {
public:
  /// Loops: those of F that the view is wanted for; empty: all of F.
  LoopView(llvm::Function &F, llvm::ArrayRef<llvm::Loop *> Loops);
  ~LoopView();
  LoopView(const LoopView &) = delete;
  LoopView &operator=(const LoopView &) = delete;

  llvm::Function &copy() { return *Copy; }
  llvm::LoopInfo &loops() { return LI; }
  llvm::DominatorTree &dominators() { return DT; }

  /// What became of a value of F; of a block, its head if calls in it were
  /// inlined. Null if it is gone.
  llvm::Value *copyOf(const llvm::Value *Original) const {
    return Map.lookup(Original);
  }
  /// The values of F that have the value Copied in the copy: itself, and what
  /// was loaded from variables or returned by accessors.
  llvm::ArrayRef<llvm::Value *> originals(const llvm::Value *Copied) const;
  /// The instruction of F that Copied is a copy of, or null.
  llvm::Instruction *original(const llvm::Instruction *Copied) const;

private:
  void clone(llvm::Function &F);
  void inlineAccessors(llvm::Function &F, llvm::ArrayRef<llvm::Loop *> Loops);
  void promoteVariables();
  void mapBack(llvm::Function &F);

  llvm::Function *Copy = nullptr;
  llvm::ValueToValueMapTy Map;
  llvm::DominatorTree DT;
  llvm::LoopInfo LI;
  llvm::DenseMap<const llvm::Value *, llvm::SmallVector<llvm::Value *, 2>>
      Originals;
};

} // namespace hone

#endif // HONE_PASS_LOOPVIEW_H
