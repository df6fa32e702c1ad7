//===- MemoryHead.cpp - what the process did with memory ------------------===//
//
// Owns: the head of the memory report, and the graph of live bytes over time.
//
//===----------------------------------------------------------------------===//

#include "MemoryReport.h"
#include "ReportText.h"
#include "lib/detect/Words.h"
#include "llvm/Support/FormatVariadic.h"
#include <algorithm>

using namespace hone;
using namespace llvm;

namespace {
constexpr size_t GraphWidth = 64, GraphHeight = 4;
/// Eighths of a character cell, from the bottom.
constexpr StringRef Eighths[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
} // namespace

/// The column of a graph up to EndNs that Ns is in.
static size_t columnOf(uint64_t Ns, uint64_t EndNs) {
  if (!EndNs)
    return 0;
  double Share = static_cast<double>(Ns) / static_cast<double>(EndNs);
  return std::min(GraphWidth - 1, static_cast<size_t>(Share * GraphWidth));
}

/// The most bytes that were live in the time of each column. Between two points
/// the bytes are those of the first.
static std::vector<uint64_t> graphColumns(const ProcessMemory &Heap,
                                          uint64_t EndNs) {
  std::vector<uint64_t> Columns(GraphWidth);
  size_t Column = 0;
  uint64_t Live = 0;
  for (const HeapPoint &P : Heap.Timeline) {
    for (size_t To = columnOf(P.Ns, EndNs); Column < To;) {
      Columns[Column] = std::max(Columns[Column], Live);
      ++Column;
    }
    Columns[Column] = std::max({Columns[Column], Live, P.LiveBytes});
    Live = P.LiveBytes;
  }
  for (; Column < GraphWidth; ++Column)
    Columns[Column] = std::max(Columns[Column], Live);
  if (Heap.PeakNs && Heap.PeakBytes)
    Columns[columnOf(*Heap.PeakNs, EndNs)] = *Heap.PeakBytes;
  return Columns;
}

static void printGraph(const ProcessMemory &Heap, raw_ostream &OS) {
  if (Heap.Timeline.size() < 2)
    return;
  uint64_t EndNs = std::max(Heap.TimelineEndNs, Heap.PeakNs.value_or(0));
  std::vector<uint64_t> Columns = graphColumns(Heap, EndNs);
  uint64_t Most = *std::max_element(Columns.begin(), Columns.end());
  if (!Most)
    return;
  OS << "   Live bytes over time\n";
  for (size_t Row = GraphHeight; Row--;) {
    std::string Text;
    for (uint64_t Live : Columns) {
      double Levels = static_cast<double>(Live) / static_cast<double>(Most) *
                      (GraphHeight * 8);
      // What is there at all is seen.
      if (Live && Levels < 1)
        Levels = 1;
      double Here = std::clamp(Levels - static_cast<double>(Row) * 8, 0.0, 8.0);
      Text += Eighths[static_cast<size_t>(Here)];
    }
    OS << formatv("   {0,9} |", Row + 1 == GraphHeight ? bytesText(Most) : "")
       << StringRef(Text).rtrim() << '\n';
  }
  OS << formatv("   {0,9} +", "0") << std::string(GraphWidth, '-') << ' '
     << timeWords(static_cast<double>(EndNs)) << '\n';
  if (Heap.PeakNs)
    OS << std::string(14 + columnOf(*Heap.PeakNs, EndNs), ' ') << "^ peak\n";
  OS << '\n';
}

/// "label  text", in one column.
static void printFigure(StringRef Label, const Twine &Text, raw_ostream &OS) {
  OS << formatv("   {0,-16}", Label) << Text << '\n';
}

static void printLevels(const ProcessMemory &Heap, raw_ostream &OS) {
  const MemoryUse &Total = Heap.Total;
  StringRef Whose =
      Heap.Profiles > 1 ? ", in the process with the largest peak" : "";
  if (Heap.PeakBytes)
    printFigure("Peak",
                bytesText(*Heap.PeakBytes) + " live" +
                    (Heap.PeakNs.value_or(0)
                         ? " after " + timeWords(double(*Heap.PeakNs))
                         : "") +
                    Whose,
                OS);
  uint64_t Leaked = Heap.LeakedBytes.value_or(Total.leakedBytes());
  printFigure("Leaked",
              Leaked || Total.leakedBlocks()
                  ? bytesText(Leaked) + " in " +
                        plural(Total.leakedBlocks(), "block", "blocks") +
                        " never freed"
                  : std::string("nothing: all was freed"),
              OS);
  if (Heap.MaxRssBytes)
    printFigure("Resident peak",
                bytesText(*Heap.MaxRssBytes) +
                    ", with code, stacks, what hone took and the "
                    "allocator's own",
                OS);
}

void hone::printMemoryHead(const Model &M, raw_ostream &OS) {
  const ProcessMemory &Heap = M.Heap;
  const MemoryUse &Total = Heap.Total;
  OS << "Command: " << commandText(M.TheRun) << "\n\n";
  std::string Each;
  if (Total.Blocks)
    Each = ", " + bytesText(Total.Bytes / Total.Blocks) + " each";
  printFigure("Allocations",
              countWords(Total.Blocks) + ", " + bytesText(Total.Bytes) + Each,
              OS);
  // Less than a thousandth is no reason to look for them.
  if (Total.Temporary > Total.Blocks / 1000)
    printFigure(
        "",
        percentWords(100.0 * double(Total.Temporary) / double(Total.Blocks)) +
            " of them temporary: freed before the thread's next one",
        OS);
  if (Total.Reallocations)
    printFigure("Reallocations",
                countWords(Total.Reallocations) + ", which copied " +
                    (Total.MovedBytes ? bytesText(Total.MovedBytes)
                                      : std::string("nothing")),
                OS);
  if (Total.Copies)
    printFigure("Copies",
                countWords(Total.Copies) + " of standard containers, " +
                    (Total.CopiedBytes ? bytesText(Total.CopiedBytes)
                                       : std::string("nothing")) +
                    " of elements",
                OS);
  if (Total.Maps)
    printFigure("Mapped",
                bytesText(Total.MappedBytes) + " by " +
                    plural(Total.Maps, "call", "calls") +
                    " of mmap, not in the other figures",
                OS);
  printLevels(Heap, OS);
  OS << '\n';
  printGraph(Heap, OS);
}
