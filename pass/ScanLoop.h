//===- ScanLoop.h - which loops are linear searches ------------*- C++ -*-===//
//
// Owns: the decision that a loop of the user's looks through a sequence,
// element by element, for the one that equals a value given from outside:
//
//   - an innermost loop whose position advances: a pointer, an index, an
//     iterator, or a chain of next pointers (binary searches and walks down a
//     tree choose their way and are not among them);
//   - a comparison for equality of something read from the element with
//     something that stays the same, by ==, strcmp or the like;
//   - if equal, the loop is left by a way that it does not take otherwise;
//   - if not, it goes on without side effects.
//
// Changes nothing; ScanObserver plants.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_SCANLOOP_H
#define HONE_PASS_SCANLOOP_H

#include "LoopWalk.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/DebugLoc.h"
#include "llvm/IR/Function.h"

namespace hone {

class Effects;

struct ScanLoop {
  enum Outcome { Found, Exhausted, AsCompared };
  struct Exit {
    ExitEdge Edge;
    Outcome Meaning; ///< AsCompared: found if the last comparison matched
    bool operator==(const Exit &Other) const { return Edge == Other.Edge; }
  };
  /// Blocks that the loop is entered from.
  llvm::SmallVector<llvm::BasicBlock *, 2> Entering;
  llvm::BasicBlock *Header = nullptr;
  llvm::DebugLoc Location; ///< of the loop
  /// The first comparison of an element in each round: executed once per
  /// element.
  llvm::Instruction *Compare = nullptr;
  bool MatchesIfTrue = true; ///< Compare's value on a match
  llvm::SmallVector<Exit, 4> Exits;
  /// Names the container: Base plus BaseOffset bytes is its address or that of
  /// its first element, known at the end of every entering block; or null.
  llvm::Value *Base = nullptr;
  int64_t BaseOffset = 0;
  llvm::Value *Key = nullptr; ///< what is looked for, a value of the function
};

/// The searches in F, whose loops these are, in terms of F's own instructions.
llvm::SmallVector<ScanLoop, 2> findScanLoops(llvm::Function &F,
                                             const llvm::DominatorTree &DT,
                                             const llvm::LoopInfo &LI,
                                             Effects &E);

} // namespace hone

#endif // HONE_PASS_SCANLOOP_H
