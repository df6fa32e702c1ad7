//===- ScanCall.h - calls of library searches ------------------*- C++ -*-===//
//
// Owns: the table of library functions that search or count linearly, and how
// far apart two of their iterators are, which opaque pointers do not tell: the
// template arguments in the callee's debug info do. Changes nothing.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_SCANCALL_H
#define HONE_PASS_SCANCALL_H

#include "llvm/IR/InstrTypes.h"
#include <optional>
#include <string>

namespace hone {

struct ScanCall {
  std::string What;      ///< "std::find"
  std::string Container; ///< "std::vector<int>"
  std::string Key;       ///< type of the key; empty for predicates
  bool ByPredicate = false;
  bool Counts = false; ///< looks at all elements and returns a number
  /// Elements are an array of ElementSize bytes each; 0: nodes of a list, which
  /// hold the next node's address at byte NextOffset.
  uint64_t ElementSize = 0;
  unsigned NextOffset = 0;
};

/// Call, if it is a search whose elements can be counted.
std::optional<ScanCall> asScanCall(const llvm::CallBase &Call);

} // namespace hone

#endif // HONE_PASS_SCANCALL_H
