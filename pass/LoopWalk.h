//===- LoopWalk.h - where a loop goes if a condition holds -----*- C++ -*-===//
//
// Owns: the walk along all paths of a loop from a condition of known value to
// the next evaluation of that condition. Follows constants through phis, so
// that clang's ways out of a loop (a number stored on leaving, a switch on it
// at the end of the scope) and a flag of the user's lead where they really
// lead. Changes nothing, knows nothing of searches.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_LOOPWALK_H
#define HONE_PASS_LOOPWALK_H

#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/Constants.h"
#include <map>

namespace hone {

/// An edge out of a loop: the terminator of a block in it, and the successor.
using ExitEdge = std::pair<llvm::BasicBlock *, llvm::BasicBlock *>;

class LoopWalk {
public:
  /// Walks L from Condition, an i1 instruction in it, assumed to be Value.
  LoopWalk(const llvm::Loop &L, llvm::Instruction &Condition, bool Value);

  /// False: too many paths; the results are incomplete.
  bool isComplete() const { return StepsLeft != 0; }
  bool comesBack() const { return ComesBack; }
  bool leavesBy(const ExitEdge &Edge) const { return Exits.contains(Edge); }
  const llvm::SmallSetVector<ExitEdge, 4> &exits() const { return Exits; }
  const llvm::SmallPtrSetImpl<llvm::BasicBlock *> &blocks() const {
    return Blocks;
  }

private:
  using Knowledge = std::map<llvm::Value *, llvm::Constant *>;
  void walkFrom(llvm::Instruction *First, Knowledge Known, unsigned Rounds);
  void enter(llvm::BasicBlock *From, llvm::BasicBlock *To,
             const Knowledge &Known, unsigned Rounds);
  static llvm::Constant *fold(llvm::Instruction &I, const Knowledge &Known);

  const llvm::Loop &L;
  llvm::Instruction &Condition;
  unsigned StepsLeft;
  bool ComesBack = false;
  llvm::SmallSetVector<ExitEdge, 4> Exits;
  llvm::SmallPtrSet<llvm::BasicBlock *, 16> Blocks;
};

} // namespace hone

#endif // HONE_PASS_LOOPWALK_H
