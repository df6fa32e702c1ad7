//===- MemoCandidate.h - functions whose results might be cached -*- C++
//-*-===//
//
// Owns: the decision that a function computes its result from its arguments,
// all of which can be hashed, and does nothing else; and how the arguments and
// the result are read for hashing. What depends on the run (do arguments
// repeat, is it expensive) is measured, not decided here. Changes nothing.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_MEMOCANDIDATE_H
#define HONE_PASS_MEMOCANDIDATE_H

#include "KeyParts.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/Instructions.h"
#include <optional>
#include <string>

namespace hone {

class Effects;

struct MemoParameter {
  llvm::Value *Storage;
  bool IsReference; ///< Storage holds the object's address, not the object
  llvm::Argument
      *Own; ///< leads to an object that is the function's own, or null
  llvm::SmallVector<KeyPart, 2> Parts;
};

struct MemoCandidate {
  llvm::SmallVector<MemoParameter, 4> Parameters;
  llvm::Instruction *BodyStart = nullptr; ///< all parameters are stored here
  /// The result: a value, or an object at the hidden first argument. Parts: of an
  /// object, or of a value that is a struct; of a scalar none.
  llvm::Argument *ResultObject = nullptr;
  llvm::SmallVector<KeyPart, 2> ResultParts;
  std::string ArgumentTypes, ResultType, Purity;
  /// The result is an object that is made, and not compared: whether anything
  /// else is done may not be known then.
  bool Builds = false;
  bool IsProven = true; ///< to have no side effect
  bool ReadsGlobals = false;
  bool ReadsOutside = false; ///< the result may change from call to call
  bool IsRecursive = false;
};

std::optional<MemoCandidate> asMemoCandidate(llvm::Function &F, Effects &E);

} // namespace hone

#endif // HONE_PASS_MEMOCANDIDATE_H
