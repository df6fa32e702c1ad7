//===- LineSections.h - which part of the sources is shown -----*- C++ -*-===//
//
// Owns: pieces of source files and the lines with figures in them. Knows
// nothing of which figures are printed.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RENDER_LINESECTIONS_H
#define HONE_RENDER_LINESECTIONS_H

#include "SourceText.h"
#include <set>

namespace hone {

/// A piece of one file: the whole, or one function.
struct LineSection {
  FileId File = NoId;
  std::string Function;          ///< its name; empty: the whole file
  uint32_t Begin = 1, End = ~0u; ///< lines, both included
};

/// The lines of a section.
std::vector<Line> linesOf(const Model &M, const LineSection &Section);

/// Lines of a function: from its declaration to its last line with code. All
/// instantiations of a template are one section.
LineSection sectionOf(const Model &M, FunctionId Function);

/// All numbers of a section's lines: of its source text, and of Lines.
std::set<uint32_t> allNumbers(const LineSection &Section,
                              const std::vector<Line> &Lines,
                              const SourceText &Source);
/// Those of Lines, with so many lines of text around each.
std::set<uint32_t> numbersAround(const LineSection &Section,
                                 const std::vector<Line> &Lines,
                                 const SourceText &Source);

} // namespace hone

#endif // HONE_RENDER_LINESECTIONS_H
