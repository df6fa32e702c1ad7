//===- ReportText.h - the function report for people -----------*- C++ -*-===//
//
// Owns: the table of functions in the columns of Python's pstats, and the
// tables of callers and callees. Knows nothing of profiles or options.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RENDER_REPORTTEXT_H
#define HONE_RENDER_REPORTTEXT_H

#include "FunctionSelection.h"
#include "llvm/Support/raw_ostream.h"

namespace hone {

/// Command, times, overhead, and the sum of calls.
void printRunHeader(const Model &M, llvm::raw_ostream &OS);

/// The table. Functions without a frame of their own (inlined everywhere) show
/// "-" for their times.
void printFunctions(const Model &M, const Selected &List, const Selection &How,
                    llvm::raw_ostream &OS);

enum class EdgeDirection { Callers, Callees };
/// For each function of List the calls into it or out of it.
void printEdges(const Model &M, const Selected &List, const Selection &How,
                EdgeDirection Direction, llvm::raw_ostream &OS);

/// The command line, cut where it is very long.
std::string commandText(const Run &R);

/// Nanoseconds as seconds with six digits, "-" for null.
std::string secondsText(std::optional<uint64_t> Ns);

} // namespace hone

#endif // HONE_RENDER_REPORTTEXT_H
