//===- Element.h - what in a loop belongs to its current element -*- C++
//-*-===//
//
// Owns: which phis of a loop are positions that advance by steps of their own,
// and whether a value is read from the element at such a position or stays the
// same during the loop. Works on a LoopView's copy. Changes nothing.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_ELEMENT_H
#define HONE_PASS_ELEMENT_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/LoopInfo.h"

namespace hone {

class Effects;

class ElementAnalysis {
public:
  ElementAnalysis(const llvm::Loop &L, Effects &E);

  /// Where a value in a loop comes from.
  enum Origin {
    Invariant, ///< the same in every round
    Position,  ///< computed from the position alone: an index, an address
    Element,   ///< read from memory at the position
    Other
  };
  Origin originOf(llvm::Value *V);

  const llvm::SmallPtrSetImpl<const llvm::PHINode *> &positions() const {
    return Positions;
  }
  /// Whether a position advances along pointers in memory, as in a linked list.
  bool followsPointers() const { return FollowsPointers; }
  /// Whether the loop computes something of all elements that it passes, which
  /// is used after it: a sum, an offset.
  bool accumulates() const;

private:
  enum Step { None, Same, Advance, Follow };
  Step stepOf(llvm::Value *V, const llvm::PHINode &Phi, unsigned Depth);
  Step stepOfPhi(const llvm::PHINode &Join, const llvm::PHINode &Phi,
                 unsigned Depth);
  Origin compute(llvm::Instruction &I);

  const llvm::Loop &L;
  Effects &E;
  llvm::SmallPtrSet<const llvm::PHINode *, 4> Positions;
  bool FollowsPointers = false;
  llvm::DenseMap<llvm::Value *, Origin> Known;
};

} // namespace hone

#endif // HONE_PASS_ELEMENT_H
