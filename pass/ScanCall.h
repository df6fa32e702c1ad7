//===- ScanCall.h - calls of library searches ------------------*- C++ -*-===//
//
// Owns: the table of library functions that search or count linearly, and how
// far apart two of their iterators are, which opaque pointers do not tell: the
// template arguments in the callee's debug info do. Changes nothing.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_SCANCALL_H
#define HONE_PASS_SCANCALL_H

#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstrTypes.h"
#include <optional>
#include <string>

namespace hone {

struct ScanCall {
  enum ResultType {
    Place,  ///< where the first match is, or the end
    Number, ///< of matches: it looks at all elements
    Found,  ///< i1: whether there is a match. It does not tell where
    Missed, ///< i1: whether there is none
  };
  std::string What;      ///< "std::find"
  std::string Container; ///< "std::vector<int>"
  std::string Key;       ///< type of the key; empty for predicates
  ResultType Result = Place;
  /// It looks for an element for which a predicate is Sought.
  bool ByPredicate = false, Sought = true;
  const llvm::DIType *Predicate = nullptr; ///< class; null: a function
  unsigned First = 0;   ///< the argument where the elements start; the next one
                        ///< is where they end, unless
  bool IsRange = false; ///< First is a std::vector, which starts with both
  /// Elements are an array of ElementSize bytes each; 0: nodes of a list, which
  /// hold the next node's address at byte NextOffset.
  uint64_t ElementSize = 0;
  unsigned NextOffset = 0;
};

/// Call, if it is a search whose elements can be counted.
std::optional<ScanCall> asScanCall(const llvm::CallBase &Call);

} // namespace hone

#endif // HONE_PASS_SCANCALL_H
