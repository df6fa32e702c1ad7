//===- LineReport.cpp -----------------------------------------------------===//
//
// Owns: the layout of the line report. Must not know how lines are counted.
//
//===----------------------------------------------------------------------===//

#include "LineReport.h"
#include "ReportText.h"
#include "lib/profile/ShortName.h"
#include "lib/profile/SumTemplates.h"
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

std::vector<Line> hone::linesOf(const Model &M, const LineSection &Section) {
  std::vector<Line> Lines;
  for (const Line &L : M.Lines)
    if (L.File == Section.File && L.Line >= Section.Begin &&
        L.Line <= Section.End)
      Lines.push_back(L);
  return Lines;
}

LineSection hone::sectionOf(const Model &M, FunctionId Function) {
  const hone::Function &F = M.Functions[Function];
  auto IsInstance = [&](const hone::Function &Other) {
    return Other.File == F.File && Other.Line == F.Line;
  };
  LineSection Section{F.File, shortName(F.LinkageName), F.Line, F.Line};
  if (count_if(M.Functions, IsInstance) > 1)
    Section.Function = withoutTemplateArguments(Section.Function);
  for (const Line &L : M.Lines)
    if (L.File == F.File && IsInstance(M.Functions[L.Function]))
      Section.End = std::max(Section.End, L.Line);
  return Section;
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
  static constexpr unsigned ContentsColumn = 6 + 13 + 13 + 11 + 9 + 2;

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
  std::string Titles =
      formatv("{0,6} {1,12} {2,12} {3,10} {4,8}  {5}", "Line #", "Hits", "Time",
              "Per Hit", "% Time", "Line Contents");
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

/// The library function that took most of the line's time, if one did.
static std::string libraryNote(const Line &L) {
  if (L.Outside.empty() || isBelowResolution(L) ||
      L.Outside.front().Name.empty())
    return "";
  const OutsideTime &First = L.Outside.front();
  double Share = double(First.Ns) / double(L.SelfNs.value_or(1));
  if (Share < 0.5)
    return "";
  return formatv("  # {0:f0} % in {1}", 100 * Share, First.Name);
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
  OS << std::string(ContentsColumn, ' ')
     << Code.take_while([](char C) { return C == ' ' || C == '\t'; }) << Text;
  if (Style.Color)
    OS.resetColor();
  OS << '\n';
}

std::set<uint32_t> LinePrinter::numbersToShow() const {
  std::set<uint32_t> Numbers;
  uint32_t LastLine = static_cast<uint32_t>(Source.Lines.size());
  auto AddRange = [&](uint32_t Begin, uint32_t End) {
    End = std::min({End, Section.End, LastLine});
    for (uint32_t N = std::max(Begin, Section.Begin); N <= End; ++N)
      Numbers.insert(N);
  };
  if (!Style.Hottest) {
    AddRange(Section.Begin, Section.End);
    for (const Line &L : Lines)
      Numbers.insert(L.Line);
    return Numbers;
  }
  std::vector<Line> ByHeat = Lines;
  llvm::stable_sort(ByHeat, isHotter);
  ByHeat.resize(std::min(ByHeat.size(), *Style.Hottest));
  for (const Line &L : ByHeat) {
    Numbers.insert(L.Line);
    uint32_t Above = std::min(L.Line, LineStyle::ContextLines);
    AddRange(L.Line - Above, L.Line + LineStyle::ContextLines);
  }
  return Numbers;
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
