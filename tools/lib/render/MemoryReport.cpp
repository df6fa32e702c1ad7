//===- MemoryReport.cpp ---------------------------------------------------===//
//
// Owns: the layout of the memory report's tables. The head is MemoryHead.cpp,
// the callers are MemoryCallers.cpp.
//
//===----------------------------------------------------------------------===//

#include "MemoryReport.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include <map>

using namespace hone;
using namespace llvm;

static bool hasUse(const Line &L) { return L.Memory && !L.Memory->isEmpty(); }

size_t hone::countMemoryRows(const Model &M) {
  return static_cast<size_t>(count_if(M.Lines, hasUse)) +
         !M.Heap.Elsewhere.isEmpty();
}

std::vector<MemoryRow> hone::memoryRows(const Model &M,
                                        const MemoryStyle &Style) {
  std::vector<MemoryRow> Rows;
  for (const Line &L : M.Lines)
    if (hasUse(L))
      Rows.push_back({&L, *L.Memory});
  if (!M.Heap.Elsewhere.isEmpty())
    Rows.push_back({nullptr, M.Heap.Elsewhere});
  llvm::stable_sort(Rows, [&](const MemoryRow &A, const MemoryRow &B) {
    return isMore(A.Use, B.Use, Style.Key);
  });
  if (Style.Top)
    Rows.resize(std::min(Rows.size(), Style.Top->apply(Rows.size())));
  return Rows;
}

void hone::printMemoryOrder(size_t Shown, size_t All, StringRef What,
                            const MemoryStyle &Style, raw_ostream &OS) {
  OS << "   Ordered by: " << describe(Style.Key) << '\n';
  if (Shown < All)
    OS << formatv("   The first {0} of {1} {2}; --all shows all\n", Shown, All,
                  What);
  OS << '\n';
}

/// Where its rows stand, and their text.
static std::string placeOf(const Model &M, const MemoryRow &Row) {
  return Row.At ? placeName(M, Row.At->File, Row.At->Line)
                : functionName(M, NoId, Demangle::Simple);
}

namespace {
/// Source texts by file, each read once.
class SourceCache {
public:
  SourceCache(const Model &M, ArrayRef<PathEquivalence> Equivalences)
      : M(M), Equivalences(Equivalences) {}
  StringRef lineOf(const Line &L) {
    auto [It, IsNew] = Texts.try_emplace(L.File);
    if (IsNew)
      It->second = findSource(M.Files[L.File], Equivalences, M.TheRun.StartNs);
    if (!L.Line || L.Line > It->second.Lines.size())
      return "";
    return StringRef(It->second.Lines[L.Line - 1]).trim();
  }

private:
  const Model &M;
  ArrayRef<PathEquivalence> Equivalences;
  std::map<FileId, SourceText> Texts;
};
} // namespace

/// Where nearly all is asked for on one line (an allocator of the program's
/// own, say), that line is no answer.
static void hintAtCallers(const Model &M, raw_ostream &OS) {
  for (const Line &L : M.Lines)
    if (hasUse(L) && L.Memory->Blocks > 100 &&
        L.Memory->Blocks > M.Heap.Total.Blocks / 10 * 8)
      OS << "   Most is asked for on line " << placeName(M, L.File, L.Line)
         << (M.Heap.HasContexts
                 ? ": hone memory --callers tells on whose behalf\n\n"
                 : ": after a run with HONE_MEMORY=stacks,\n   hone memory "
                   "--callers tells on whose behalf\n\n");
}

void hone::printMemoryLines(const Model &M, const MemoryStyle &Style,
                            raw_ostream &OS) {
  std::vector<MemoryRow> Rows = memoryRows(M, Style);
  printMemoryOrder(Rows.size(), countMemoryRows(M), "lines", Style, OS);
  MemoryColumns Columns(M.Heap.Total);
  SourceCache Sources(M, Style.Equivalences);
  // Names longer than this push their source text to the right.
  constexpr size_t MostPadded = 32;
  size_t Width = StringRef("Location").size();
  for (const MemoryRow &Row : Rows)
    Width = std::max(Width, std::min(MostPadded, placeOf(M, Row).size()));
  OS << Columns.titles() << "  " << left_justify("Location", Width)
     << "  Source\n";
  for (const MemoryRow &Row : Rows) {
    if (Style.Color)
      setHeat(Row.Use, M.Heap.Total, Style.Key, OS);
    std::string Text = Columns.cells(&Row.Use) + "  ";
    std::string Place = placeOf(M, Row);
    Place.resize(std::max(Place.size(), Width), ' ');
    Text += Place + "  " +
            (Row.At ? Sources.lineOf(*Row.At).str()
                    : "(code without counts, and libraries on their own)");
    OS << StringRef(Text).rtrim();
    if (Style.Color)
      OS.resetColor();
    OS << '\n';
  }
  OS << '\n';
  hintAtCallers(M, OS);
}

void hone::printMemoryFunctions(const Model &M, const MemoryStyle &Style,
                                raw_ostream &OS) {
  bool WithTotals = M.Heap.HasContexts;
  auto UseOf = [&](const Function *F) -> const MemoryUse & {
    return WithTotals ? *F->MemoryTotal : *F->Memory;
  };
  std::vector<const Function *> List;
  for (const Function &F : M.Functions)
    if (F.Memory && !UseOf(&F).isEmpty())
      List.push_back(&F);
  llvm::stable_sort(List, [&](const Function *A, const Function *B) {
    return isMore(UseOf(A), UseOf(B), Style.Key);
  });
  size_t All = List.size();
  if (Style.Top)
    List.resize(std::min(All, Style.Top->apply(All)));
  printMemoryOrder(List.size(), All, "functions", Style, OS);
  MemoryColumns Columns(M.Heap.Total);
  if (WithTotals)
    OS << "   With all that they called; \"Self\" is what their own lines "
          "asked "
          "for.\n\n";
  OS << Columns.titles();
  if (WithTotals)
    OS << formatv(" {0,9} {1,11}", "Self Peak", "Self Allocs");
  OS << "  filename:lineno(function)\n";
  for (const Function *F : List) {
    if (Style.Color)
      setHeat(UseOf(F), M.Heap.Total, Style.Key, OS);
    OS << Columns.cells(&UseOf(F));
    if (WithTotals)
      OS << formatv(" {0,9} {1,11}", bytesText(F->Memory->PeakBytes),
                    F->Memory->Blocks);
    OS << "  " << standardName(M, *F, Style.Names);
    if (Style.Color)
      OS.resetColor();
    OS << '\n';
  }
  if (!WithTotals)
    OS << "\n   What their own lines asked for; with HONE_MEMORY=stacks in the "
          "program's environment\n   also what the functions they called did\n";
  OS << '\n';
}

static void printSourceHeader(const Model &M, const LineSection &Section,
                              const MemoryUse &Total,
                              const MemoryColumns &Columns, raw_ostream &OS) {
  OS << "File: " << placeName(M, Section.File, 0) << '\n';
  if (!Section.Function.empty())
    OS << "Function: " << Section.Function << " at line " << Section.Begin
       << '\n';
  OS << formatv("Here: {0} of the {1} at the peak, {2} of {3} allocations\n\n",
                bytesText(Total.PeakBytes), bytesText(M.Heap.Total.PeakBytes),
                Total.Blocks, M.Heap.Total.Blocks);
  std::string Titles = "Line # " + Columns.titles() + "  Line Contents";
  OS << Titles << '\n' << std::string(Titles.size(), '=') << '\n';
}

void hone::printMemorySource(const Model &M, const LineSection &Section,
                             const SourceText &Source, const MemoryStyle &Style,
                             raw_ostream &OS) {
  std::vector<Line> Lines = linesOf(M, Section);
  MemoryUse Total;
  std::map<uint32_t, const Line *> ByNumber;
  for (const Line &L : Lines)
    if (hasUse(L)) {
      Total.add(*L.Memory);
      ByNumber[L.Line] = &L;
    }
  std::set<uint32_t> Numbers = allNumbers(Section, Lines, Source);
  if (Style.Top) {
    std::vector<Line> Most = Lines;
    llvm::erase_if(Most, [](const Line &L) { return !hasUse(L); });
    llvm::stable_sort(Most, [&](const Line &A, const Line &B) {
      return isMore(*A.Memory, *B.Memory, Style.Key);
    });
    Most.resize(std::min(Most.size(), Style.Top->apply(Most.size())));
    Numbers = numbersAround(Section, Most, Source);
  }
  MemoryColumns Columns(Total);
  printSourceHeader(M, Section, Total, Columns, OS);
  uint32_t Last = 0;
  for (uint32_t Number : Numbers) {
    if (Last && Number != Last + 1 && !Source.Lines.empty())
      OS << "   ...\n";
    Last = Number;
    auto It = ByNumber.find(Number);
    const MemoryUse *Use =
        It == ByNumber.end() ? nullptr : &*It->second->Memory;
    if (Use && Style.Color)
      setHeat(*Use, M.Heap.Total, Style.Key, OS);
    std::string Row = formatv("{0,6} ", Number).str() + Columns.cells(Use);
    if (Number <= Source.Lines.size())
      Row += "  " + Source.Lines[Number - 1];
    OS << StringRef(Row).rtrim();
    if (Use && Style.Color)
      OS.resetColor();
    OS << '\n';
  }
  OS << '\n';
}
