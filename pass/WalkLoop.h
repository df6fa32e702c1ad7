//===- WalkLoop.h - which loops walk along a buffer ------------*- C++ -*-===//
//
// Owns: the decision that a loop of the user's may read a buffer element by
// element until something is there: a hand-written strlen or find.
//
//   - an innermost loop that is left for what it reads, among others;
//   - the address of one of its loads goes up, or down, by one element in each
//     turn: of a pointer, an index into an array, a vector or a string, or an
//     iterator over one, that stays the same one;
//   - it changes nothing but variables and numbers of its own object, and what it
//     calls changes nothing at all.
//
// Loops that are left after a number of turns that is known beforehand are not among them:
// the optimizer makes vectors of those, and an observer would be in its way.
// Changes nothing; ScanObserver plants.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_WALKLOOP_H
#define HONE_PASS_WALKLOOP_H

#include "LoopWalk.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/DebugLoc.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/Instructions.h"

namespace hone {

class Effects;

struct WalkLoop {
  /// Blocks that the loop is entered from.
  llvm::SmallVector<llvm::BasicBlock *, 2> Entering;
  llvm::BasicBlock *Header = nullptr;
  llvm::SmallVector<ExitEdge, 4> Exits; ///< but by exceptions
  llvm::LoadInst *Element = nullptr;
  int Step = 0; ///< from turn to turn, in elements: 1 or -1
  llvm::DebugLoc Location; ///< of the loop
};

/// Taken: headers of loops that are known for something else.
llvm::SmallVector<WalkLoop, 2>
findWalkLoops(const llvm::DominatorTree &DT, const llvm::LoopInfo &LI,
              Effects &E,
              const llvm::SmallPtrSetImpl<llvm::BasicBlock *> &Taken);

} // namespace hone

#endif // HONE_PASS_WALKLOOP_H
