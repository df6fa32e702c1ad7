//===- LineReport.cpp -----------------------------------------------------===//
//
// Owns: the layout of the line report. Must not know how lines are counted.
//
//===----------------------------------------------------------------------===//

#include "LineReport.h"
#include "MemoryTable.h"
#include "ReportText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include <algorithm>
#include <map>
#include <set>

using namespace hone;
using namespace llvm;

static uint64_t timeOf(const Line &L) {
  return L.SelfNs.value_or(0) + L.WaitNs.value_or(0);
}

bool hone::isHotter(const Line &A, const Line &B) {
  return std::pair(timeOf(A), A.Hits) > std::pair(timeOf(B), B.Hits);
}

FileId hone::hottestFile(const Model &M) {
  std::map<FileId, std::pair<uint64_t, uint64_t>> Heat;
  for (const Line &L : M.Lines) {
    Heat[L.File].first += L.SelfNs.value_or(0);
    Heat[L.File].second += L.Hits;
  }
  auto Hottest = std::max_element(
      Heat.begin(), Heat.end(),
      [](const auto &A, const auto &B) { return A.second < B.second; });
  return Hottest == Heat.end() ? NoId : Hottest->first;
}

namespace {

class LinePrinter {
public:
  LinePrinter(const Model &M, const LineSection &Section,
              const SourceText &Source, const LineStyle &Style, raw_ostream &OS)
      : M(M), Section(Section), Source(Source), Style(Style), OS(OS),
        Lines(linesOf(M, Section)) {}
  void print();

private:
  /// Where the source's text begins.
  size_t contentsColumn() const { return titles().size(); }
  std::string titles() const;
  void printHeader();
  void printLine(uint32_t Number, const Line *L);
  void printWaits(const Line &L);
  bool isWorthTelling(uint64_t WaitNs) const;
  std::set<uint32_t> numbersToShow() const;
  void setHeat(const Line &L);

  const Model &M;
  const LineSection &Section;
  const SourceText &Source;
  const LineStyle &Style;
  raw_ostream &OS;
  std::vector<Line> Lines;
  std::optional<uint64_t> TotalNs;
  uint64_t TotalHits = 0, TotalWaitNs = 0;
};

} // namespace

static std::string memoryCells(StringRef Allocations, StringRef Bytes,
                               StringRef Peak) {
  return formatv(" {0,11} {1,9} {2,9}", Allocations, Bytes, Peak);
}

std::string LinePrinter::titles() const {
  std::string Text = formatv("{0,6} {1,12} {2,12} {3,10} {4,8}", "Line #",
                             "Hits", "Time", "Per Hit", "% Time");
  if (Style.WithMemory)
    Text += memoryCells("Allocs", "Bytes", "Peak");
  return Text + "  ";
}

void LinePrinter::printHeader() {
  OS << "Timer unit: 1e-06 s\n\n";
  if (TotalNs) {
    OS << "Total time: " << secondsText(TotalNs) << " s";
    if (M.TheRun.SampledNs.value_or(0))
      OS << format(" (%.1f %% of the run's)",
                   100.0 * *TotalNs / *M.TheRun.SampledNs);
    OS << '\n';
  } else {
    OS << "Total time: not measured per line\n";
  }
  if (isWorthTelling(TotalWaitNs))
    OS << "Waiting: " << secondsText(TotalWaitNs) << " s (not in Total time)\n";
  OS << "File: " << placeName(M, Section.File, 0) << '\n';
  if (!Section.Function.empty())
    OS << "Function: " << Section.Function << " at line " << Section.Begin
       << '\n';
  std::string Titles = titles() + "Line Contents";
  OS << '\n' << Titles << '\n' << std::string(Titles.size(), '=') << '\n';
}

/// Red where it burns, yellow where it is warm, dim where nothing was executed.
void LinePrinter::setHeat(const Line &L) {
  double Share = 0;
  if (TotalNs && *TotalNs)
    Share = static_cast<double>(L.SelfNs.value_or(0)) / *TotalNs;
  else if (!TotalNs && TotalHits)
    Share = static_cast<double>(L.Hits) / TotalHits;
  if (Share >= 0.10)
    OS.changeColor(raw_ostream::RED, /*Bold=*/true);
  else if (Share >= 0.02)
    OS.changeColor(raw_ostream::YELLOW);
  else if (!L.Hits)
    OS.changeColor(raw_ostream::BLACK, /*Bold=*/true);
}

/// Fewer samples than this say hardly more than that there was some time: from 5
/// on, the 95 % interval ends above a third of the estimate.
static constexpr uint64_t EnoughForALine = 5;

static bool isBelowResolution(const Line &L) {
  return L.SelfHighNs && L.Samples < EnoughForALine;
}

/// The library function that took most of the line's time, if one did, and how
/// much of it was the kernel's.
static std::string libraryNote(const Line &L) {
  if (L.Outside.empty() || isBelowResolution(L))
    return "";
  const OutsideTime &First = L.Outside.front();
  double Share = double(First.Ns) / double(L.SelfNs.value_or(1));
  std::string Note;
  if (Share >= 0.5 && !First.Name.empty())
    Note = formatv("{0:f0} % in {1}", 100 * Share, First.Name);
  // A third: less is what any input or output costs.
  if (double KernelShare = double(L.KernelNs.value_or(0)) /
                           double(L.SelfNs.value_or(1));
      KernelShare >= 0.3)
    Note += formatv("{0}{1:f0} % in the kernel", Note.empty() ? "" : ", ",
                    100 * KernelShare);
  return Note.empty() ? "" : "  # " + Note;
}

void LinePrinter::printLine(uint32_t Number, const Line *L) {
  if (L && Style.Color)
    setHeat(*L);
  std::string Hits, Time, PerHit, Percent;
  if (L) {
    Hits = std::to_string(L->Hits);
    // A line without a sample may still have cost time: it is below what
    // sampling can tell, and a 0 would claim more than is known.
    if (L->SelfNs.value_or(0)) {
      bool IsSure = !isBelowResolution(*L);
      StringRef Sign = IsSure ? "" : "<";
      double Ns = static_cast<double>(IsSure ? *L->SelfNs : *L->SelfHighNs);
      Time = formatv("{0}{1:f1}", Sign, Ns / 1000);
      if (L->Hits)
        PerHit = formatv("{0}{1:f3}", Sign,
                         Ns / 1000 / static_cast<double>(L->Hits));
      Percent = formatv("{0}{1:f1}", Sign,
                        std::min(100.0, 100 * Ns / double(*TotalNs)));
    }
  }
  std::string Row = formatv("{0,6} {1,12} {2,12} {3,10} {4,8}", Number, Hits,
                            Time, PerHit, Percent);
  if (Style.WithMemory) {
    const MemoryUse *Use =
        L && L->Memory && !L->Memory->isEmpty() ? &*L->Memory : nullptr;
    Row += Use ? memoryCells(std::to_string(Use->Blocks), bytesText(Use->Bytes),
                             bytesText(Use->PeakBytes))
               : memoryCells("", "", "");
  }
  if (Number <= Source.Lines.size() && !Source.Lines[Number - 1].empty())
    Row += "  " + Source.Lines[Number - 1];
  if (L)
    Row += libraryNote(*L);
  OS << StringRef(Row).rtrim();
  if (L && Style.Color)
    OS.resetColor();
  OS << '\n';
  if (L)
    printWaits(*L);
}

/// A thousandth of the run: less is no reason to look at a line.
bool LinePrinter::isWorthTelling(uint64_t WaitNs) const {
  return WaitNs > M.TheRun.WallNs / 1000;
}

/// Below the line, where its text begins: "^ waits 1.200000 s: read".
void LinePrinter::printWaits(const Line &L) {
  std::string Text;
  for (const Wait &W : L.Waits)
    if (isWorthTelling(W.Ns))
      Text += (Text.empty() ? "^ waits " : ", ") + secondsText(W.Ns) +
              " s: " + W.On;
  if (Text.empty())
    return;
  StringRef Code;
  if (L.Line <= Source.Lines.size())
    Code = Source.Lines[L.Line - 1];
  if (Style.Color)
    OS.changeColor(raw_ostream::CYAN);
  OS << std::string(contentsColumn(), ' ')
     << Code.take_while([](char C) { return C == ' ' || C == '\t'; }) << Text;
  if (Style.Color)
    OS.resetColor();
  OS << '\n';
}

std::set<uint32_t> LinePrinter::numbersToShow() const {
  if (!Style.Hottest)
    return allNumbers(Section, Lines, Source);
  std::vector<Line> ByHeat = Lines;
  llvm::stable_sort(ByHeat, isHotter);
  ByHeat.resize(std::min(ByHeat.size(), *Style.Hottest));
  return numbersAround(Section, ByHeat, Source);
}

void LinePrinter::print() {
  for (const Line &L : Lines) {
    if (L.SelfNs)
      TotalNs = TotalNs.value_or(0) + *L.SelfNs;
    TotalHits += L.Hits;
    TotalWaitNs += L.WaitNs.value_or(0);
  }
  printHeader();
  std::map<uint32_t, const Line *> ByNumber;
  for (const Line &L : Lines)
    ByNumber[L.Line] = &L;
  uint32_t Last = 0;
  for (uint32_t Number : numbersToShow()) {
    if (Last && Number != Last + 1 && !Source.Lines.empty())
      OS << "   ...\n";
    Last = Number;
    auto It = ByNumber.find(Number);
    printLine(Number, It == ByNumber.end() ? nullptr : It->second);
  }
  OS << '\n';
}

void hone::printLines(const Model &M, const LineSection &Section,
                      const SourceText &Source, const LineStyle &Style,
                      raw_ostream &OS) {
  LinePrinter(M, Section, Source, Style, OS).print();
}
