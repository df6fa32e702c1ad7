//===- MemoryReport.h - who takes memory, for people -----------*- C++ -*-===//
//
// Owns: the head of the memory report (figures of the process, live bytes over
// time), its tables of lines and functions, and annotated source in the manner
// of memory_profiler. Knows nothing of how memory was observed.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RENDER_MEMORYREPORT_H
#define HONE_RENDER_MEMORYREPORT_H

#include "FunctionSelection.h"
#include "LineSections.h"
#include "MemoryTable.h"
#include "llvm/Support/raw_ostream.h"

namespace hone {

struct MemoryStyle {
  bool Color = false;
  MemoryKey Key = MemoryKey::Peak;
  std::optional<Limit> Top; ///< lines or functions shown; null: all
  unsigned Depth = 64;      ///< levels of callers
  Demangle Names = Demangle::Simple;
  std::vector<PathEquivalence> Equivalences; ///< to find sources by
};

/// The figures of the process. The model's memory was collected.
void printMemoryHead(const Model &M, llvm::raw_ostream &OS);

/// A row of the table of lines: a line of the model, or null for all that is on
/// none of them.
struct MemoryRow {
  const Line *At = nullptr;
  MemoryUse Use;
};
/// Lines that asked for memory, in the order of Style, as many as it wants.
std::vector<MemoryRow> memoryRows(const Model &M, const MemoryStyle &Style);
/// How many there are.
size_t countMemoryRows(const Model &M);

/// The lines with their source text.
void printMemoryLines(const Model &M, const MemoryStyle &Style,
                      llvm::raw_ostream &OS);
/// The functions: by what their own lines asked for, and where contexts were
/// recorded, with all that they called.
void printMemoryFunctions(const Model &M, const MemoryStyle &Style,
                          llvm::raw_ostream &OS);
/// Every line with the ways by which it was called. Contexts were recorded.
void printMemoryCallers(const Model &M, const MemoryStyle &Style,
                        llvm::raw_ostream &OS);
/// One section's source, line by line; with Style.Top only so many lines and
/// their surroundings.
void printMemorySource(const Model &M, const LineSection &Section,
                       const SourceText &Source, const MemoryStyle &Style,
                       llvm::raw_ostream &OS);

/// "Ordered by: ...", and how many of how many rows there are.
void printMemoryOrder(size_t Shown, size_t All, llvm::StringRef What,
                      const MemoryStyle &Style, llvm::raw_ostream &OS);

} // namespace hone

#endif // HONE_RENDER_MEMORYREPORT_H
