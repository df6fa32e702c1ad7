//===- CallTreeReport.h - who called what, and threads ---------*- C++ -*-===//
//
// Owns: the call tree and the table of threads for people. Knows nothing of how
// stacks were sampled.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RENDER_CALLTREEREPORT_H
#define HONE_RENDER_CALLTREEREPORT_H

#include "FunctionSelection.h"
#include "Names.h"
#include "llvm/Support/raw_ostream.h"
#include <optional>
#include <string>

namespace hone {

struct TreeStyle {
  /// Branches with less than this share of the whole are left out.
  static constexpr double LeastShare = 0.01;
  unsigned Depth = 64;               ///< levels shown
  std::optional<Limit> Callees;      ///< of each function, the longest first
  std::optional<std::string> Thread; ///< only threads of that name
  Demangle Names = Demangle::Simple;
};

/// Prints what every function took, self and in total, by the ways it was
/// called. Library functions stand in brackets.
void printCallTree(const Model &M, const TreeStyle &Style,
                   llvm::raw_ostream &OS);

/// CPU time of every thread, the longest first.
void printThreads(const Model &M, llvm::raw_ostream &OS);

} // namespace hone

#endif // HONE_RENDER_CALLTREEREPORT_H
