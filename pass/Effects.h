//===- Effects.h - what a function does besides its result -----*- C++ -*-===//
//
// Owns: for every function of the module, which memory it may write, whether it
// does what no caller can take back (I/O, unknown calls), which variables it
// reads that may change, and where the pointers it returns or stores come from.
// Works on clang's unoptimized IR, before or after hone planted into it: hone's
// own calls and stores are not effects. Changes nothing; in doubt it says the
// worse.
//
// Memory is told apart by where a pointer to it comes from: argument k itself
// (Direct), what is reached from argument k through pointers in memory
// (Reached), globals, anything else (Unknown), and the function's own objects:
// variables and what it allocated. Writing the latter is no effect. Flow of
// time is ignored; each own object knows what pointers may have been stored in
// it.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_EFFECTS_H
#define HONE_PASS_EFFECTS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SparseBitVector.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/IR/InstrTypes.h"
#include <map>
#include <string>
#include <unordered_map>

namespace hone {

/// Whether hone itself put I there.
bool isPlantedInstruction(const llvm::Instruction &I);

/// Where pointers may come from, as a set of the numbers below.
using Roots = llvm::SparseBitVector<>;

enum RootNumber : unsigned {
  RootGlobal = 0,
  RootUnknown = 1,
  RootFresh = 2, ///< of a result: an object that the function made
  FirstArgumentRoot = 3,
};
inline unsigned directRoot(unsigned Argument) {
  return FirstArgumentRoot + 2 * Argument;
}
inline unsigned reachedRoot(unsigned Argument) {
  return FirstArgumentRoot + 2 * Argument + 1;
}

/// How a function asks the outside, whose answers may change.
enum OutsideUse : unsigned {
  ReadsFiles = 1,
  AsksNetwork = 2,
  ReadsClock = 4,
  ReadsEnvironment = 8,
  Waits = 16,
  OpensDescriptor = 32,
  UsesDescriptor = 64, ///< its own or another one's, which others then find changed
  ClosesDescriptor = 128,
};

struct FunctionEffects {
  Roots Writes;     ///< of arguments' memory
  Roots Returns;    ///< where the result may point
  Roots FreshHolds; ///< what an object that is returned may hold
  /// By root of an argument: what pointers may have been stored there.
  std::map<unsigned, Roots> Stores;
  /// The first thing found that a caller would notice if the function were
  /// called less often, apart from Writes; empty: nothing.
  std::string Impurity;
  /// Calls what is not known: it may do anything.
  bool CallsThroughPointer = false;
  unsigned Outside = 0; ///< OutsideUse
  /// Variables with static storage that are read and may change.
  llvm::SmallSetVector<const llvm::GlobalVariable *, 4> ReadsGlobals;
};

struct CallNode;

class Effects {
public:
  const FunctionEffects &of(const llvm::Function &F);

  /// Neither writes memory that outlives it nor does anything else visible, nor
  /// asks the outside.
  bool isPure(const llvm::Function &F);
  bool isReadOnly(const llvm::CallBase &Call);

private:
  void solve(const llvm::Function &F);
  void solveTogether(llvm::ArrayRef<CallNode *> Group);

  // Not a DenseMap: solving refers to several functions' effects at once.
  std::unordered_map<const llvm::Function *, FunctionEffects> Known;
};

} // namespace hone

#endif // HONE_PASS_EFFECTS_H
