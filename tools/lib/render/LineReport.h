//===- LineReport.h - the line report for people ---------------*- C++ -*-===//
//
// Owns: source text with hits and times in the columns of line_profiler.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RENDER_LINEREPORT_H
#define HONE_RENDER_LINEREPORT_H

#include "LineSections.h"
#include "Names.h"
#include "llvm/Support/raw_ostream.h"

namespace hone {

struct LineStyle {
  bool Color = false;
  bool WithMemory = false; ///< columns of allocations
  /// Show only the hottest so many lines, with their surroundings.
  std::optional<size_t> Hottest;
};

/// Prints one section. Without source text the figures stand alone.
void printLines(const Model &M, const LineSection &Section,
                const SourceText &Source, const LineStyle &Style,
                llvm::raw_ostream &OS);

/// True if A is hotter than B: more time, waiting included; without times more
/// hits.
bool isHotter(const Line &A, const Line &B);

/// The file with the most time, without times the most hits; NoId if none.
FileId hottestFile(const Model &M);

} // namespace hone

#endif // HONE_RENDER_LINEREPORT_H
