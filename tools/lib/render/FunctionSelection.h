//===- FunctionSelection.h - which functions, in which order ---*- C++ -*-===//
//
// Owns: sorting and restricting functions as Python's pstats does. Knows
// nothing of how they are printed.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RENDER_FUNCTIONSELECTION_H
#define HONE_RENDER_FUNCTIONSELECTION_H

#include "Names.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace hone {

enum class SortKey {
  Calls,
  PrimitiveCalls,
  TotTime,
  CumTime,
  Waiting,
  Name,
  File,
  Line,
  NameFileLine,
  StandardName,
};

/// A key by any of pstats' names or an unambiguous beginning of one.
llvm::Expected<SortKey> parseSortKey(llvm::StringRef Name);
/// What to sort by unless told otherwise: by time if there are any times.
SortKey usualKey(const Model &M);
/// "internal time", as pstats words it.
llvm::StringRef describe(SortKey Key);

/// How many of a list: a number, or a fraction of it below 1.
struct Limit {
  std::optional<uint64_t> Count;
  double Fraction = 1;
  size_t apply(size_t Size) const;
};
llvm::Expected<Limit> parseLimit(llvm::StringRef Text);

struct Selection {
  SortKey Key = SortKey::TotTime;
  bool Reverse = false;
  bool WithUncalled = false;
  std::vector<std::string> Patterns; ///< regular expressions, all must match
  std::optional<Limit> Top;
  Demangle Style = Demangle::Simple;
};

struct Selected {
  std::vector<FunctionId> Functions;
  /// "List reduced from 9 to 2 due to restriction <'x'>", as pstats says.
  std::vector<std::string> Reductions;
};

/// Fails when a pattern is no regular expression.
llvm::Expected<Selected> selectFunctions(const Model &M, const Selection &How);

} // namespace hone

#endif // HONE_RENDER_FUNCTIONSELECTION_H
