//===- LineReport.h - the line report for people ---------------*- C++ -*-===//
//
// Owns: source text with hits and times in the columns of line_profiler.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RENDER_LINEREPORT_H
#define HONE_RENDER_LINEREPORT_H

#include "Names.h"
#include "SourceText.h"
#include "llvm/Support/raw_ostream.h"

namespace hone {

/// A piece of one file: the whole, or one function.
struct LineSection {
  FileId File = NoId;
  std::string Function;          ///< its name; empty: the whole file
  uint32_t Begin = 1, End = ~0u; ///< lines, both included
};

struct LineStyle {
  bool Color = false;
  /// Show only the hottest so many lines, with ContextLines around each.
  std::optional<size_t> Hottest;
  static constexpr uint32_t ContextLines = 2;
};

/// Prints one section. Without source text the figures stand alone.
void printLines(const Model &M, const LineSection &Section,
                const SourceText &Source, const LineStyle &Style,
                llvm::raw_ostream &OS);

/// True if A is hotter than B: more time, waiting included; without times more
/// hits.
bool isHotter(const Line &A, const Line &B);

/// The lines of a section.
std::vector<Line> linesOf(const Model &M, const LineSection &Section);

/// Lines of a function: from its declaration to its last line with code. All
/// instantiations of a template are one section.
LineSection sectionOf(const Model &M, FunctionId Function);

/// The file with the most time, without times the most hits; NoId if none.
FileId hottestFile(const Model &M);

} // namespace hone

#endif // HONE_RENDER_LINEREPORT_H
