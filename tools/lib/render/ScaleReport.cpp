//===- ScaleReport.cpp - what grows how, in print
//--------------------------===//

#include "ScaleReport.h"
#include "JsonValues.h"
#include "Names.h"
#include "SourceText.h"
#include "lib/detect/Words.h"
#include "lib/profile/SumTemplates.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

#include <cmath>
#include <map>

using namespace hone;
using namespace llvm;

/// What costs less of the program at ten times the input is not worth a row.
static constexpr double LeastShare = 0.001;
/// Counts beyond are no number to read.
static constexpr double MostDigits = 1e15;

static std::string numberWords(double Count) {
  if (!std::isfinite(Count))
    return "beyond all";
  if (Count >= MostDigits)
    return formatv("{0:e1}", Count).str();
  return countWords(std::llround(Count));
}

/// Longer than anyone waits.
static std::string longTimeWords(double Ns) {
  constexpr double Hour = 3600e9, Year = 8766 * Hour;
  if (!std::isfinite(Ns) || Ns > 1000 * Year)
    return "forever";
  if (Ns > Year)
    return formatv("{0:f1} years", Ns / Year).str();
  if (Ns > 48 * Hour)
    return formatv("{0:f1} days", Ns / (24 * Hour)).str();
  if (Ns > Hour)
    return formatv("{0:f1} h", Ns / Hour).str();
  return timeWords(Ns);
}

static std::string intervalWords(const Growth &G) {
  if (G.isConstant() || G.isExponential() || G.High - G.Low < 0.02)
    return "";
  return formatv("{0:f2} to {1:f2}", G.Low, G.High).str();
}

//===-- Text --------------------------------------------------------------===//

namespace {

class Printer {
public:
  Printer(const Scaling &S, const ScaleStyle &Style, raw_ostream &OS)
      : S(S), M(*S.Largest), Style(Style), OS(OS) {}
  void head(const InputSizes &Inputs);
  void lines();
  void loops();
  void functions();

private:
  template <typename T> bool isShown(const T &Row) const {
    return Style.All ||
           (Row.outgrowsInput() && Row.TenfoldNs >= LeastShare * S.TenfoldNs);
  }
  /// The first of those that are shown.
  template <typename T>
  std::vector<const T *> shown(const std::vector<T> &All) const {
    std::vector<const T *> Shown;
    for (const T &Row : All)
      if (isShown(Row) && Shown.size() < (Style.Most + 1) / 2)
        Shown.push_back(&Row);
    return Shown;
  }
  void title(const Twine &Text);
  void columns(StringRef Count);
  void row(const Growth &G, double Now, std::optional<double> NowNs,
           double TenfoldNs, const Twine &Place);
  void why(const ScaledLine &L);
  StringRef sourceLine(FileId File, uint32_t Number);

  const Scaling &S;
  const Model &M;
  const ScaleStyle &Style;
  raw_ostream &OS;
  std::map<FileId, SourceText> Sources;
};

} // namespace

static std::string nameOf(const Model &M, FunctionId Id) {
  return Id == NoId ? ""
                    : withoutTemplateArguments(
                          functionName(M.Functions[Id], Demangle::Simple));
}

StringRef Printer::sourceLine(FileId File, uint32_t Number) {
  auto [It, IsNew] = Sources.try_emplace(File);
  if (IsNew)
    It->second = findSource(M.Files[File], {}, M.TheRun.StartNs);
  const SourceText &Source = It->second;
  // Of a file that changed since, the line may be another one.
  if (Source.IsNewerThan || Number > Source.Lines.size())
    return "";
  return StringRef(Source.Lines[Number - 1]).trim();
}

void Printer::head(const InputSizes &Inputs) {
  OS << plural(Inputs.Sizes.size(), "run", "runs")
     << ", n = " << numberWords(S.Sizes.front());
  for (double Size : drop_begin(S.Sizes))
    OS << ", " << numberWords(Size);
  OS << " (" << Inputs.What << ")\n";
  if (S.NowNs > 0)
    OS << "CPU time in lines: " << longTimeWords(S.NowNs) << " now, about "
       << longTimeWords(S.TenfoldNs)
       << " at n = " << numberWords(10 * S.Sizes.back()) << '\n';
  if (S.Sizes.size() == 2)
    OS << "Two sizes cannot tell what is constant from what grows: three or "
          "more are better.\n";
}

void Printer::title(const Twine &Text) {
  OS << '\n';
  if (Style.Color)
    OS.changeColor(raw_ostream::SAVEDCOLOR, /*Bold=*/true);
  OS << Text;
  if (Style.Color)
    OS.resetColor();
  OS << '\n';
}

void Printer::columns(StringRef Count) {
  OS << formatv("\n  {0,-10} {1,-13} {2,15} {3,9}  {4,18} {5,9}\n", "growth",
                "exponent", Count, "time", "at 10n", "time");
}

void Printer::row(const Growth &G, double Now, std::optional<double> NowNs,
                  double TenfoldNs, const Twine &Place) {
  OS << formatv("  {0,-10} {1,-13} {2,15} {3,9}  {4,18} {5,9}  {6}\n", G.text(),
                intervalWords(G), numberWords(Now),
                NowNs ? longTimeWords(*NowNs) : "", numberWords(G.AtTenfold),
                NowNs ? longTimeWords(TenfoldNs) : "", Place);
}

/// Where the hits come from: calls, entries of the loop, turns.
void Printer::why(const ScaledLine &L) {
  if (StringRef Text = sourceLine(L.File, L.Line); !Text.empty())
    OS << "      " << Text << '\n';
  if (L.slowsDown())
    OS << formatv("      each execution takes longer: n^{0:f1} ({1:f1} to "
                  "{2:f1})\n",
                  L.PerHit->Mid, L.PerHit->Low, L.PerHit->High);
  const ScaledFunction *F = S.functionOf(L);
  std::string Called;
  if (F && F->OfCalls.isKnown())
    Called =
        formatv("called {0} ({1})", plural(F->Calls.back(), "time", "times"),
                F->OfCalls.text());
  const ScaledLoop *Loop = S.loopOf(L);
  if (Loop && Loop->OfEntries.isKnown() && Loop->PerEntry.isKnown()) {
    double Each = Loop->Turns.back() / std::max(1.0, Loop->Entries.back());
    OS << formatv(
        "      in the loop of lines {0} to {1}: entered {2} ({3}), {4} "
        "turns each ({5})",
        Loop->At->Line, Loop->At->LastLine,
        plural(Loop->Entries.back(), "time", "times"), Loop->OfEntries.text(),
        meanWords(Each), Loop->PerEntry.text());
    OS << (Called.empty() ? "" : "; its function is ") << Called << '\n';
  } else if (!Called.empty()) {
    OS << "      its function is " << Called << '\n';
  }
}

/// Lines of one function with the same counts are executed together.
static bool goTogether(const ScaledLine &A, const ScaledLine &B) {
  return A.Function == B.Function && A.File == B.File && A.Hits == B.Hits;
}

void Printer::lines() {
  size_t Number =
      llvm::count_if(S.Lines, [&](const ScaledLine &L) { return isShown(L); });
  if (!Number) {
    title("No line that costs much outgrows the input.");
    return;
  }
  title(Style.All
            ? "Lines, by what they will cost at ten times the largest input"
            : "Lines that outgrow the input, by what they will cost at ten "
              "times the largest one");
  columns("hits");
  size_t Printed = 0, Covered = 0;
  std::vector<const ScaledLine *> Heads;
  for (const ScaledLine &L : S.Lines) {
    if (!isShown(L))
      break;
    // The dearest of the lines that go together stands for the others.
    if (any_of(Heads, [&](auto *Head) { return goTogether(*Head, L); })) {
      ++Covered;
      continue;
    }
    if (Printed++ == Style.Most)
      break;
    Heads.push_back(&L);
    ++Covered;
    row(L.Of, L.Hits.back(), L.NowNs, L.TenfoldNs,
        placeName(M, L.File, L.Line) + "  " + nameOf(M, L.Function));
    why(L);
  }
  if (Covered < Number)
    OS << "  and " << countWords(Number - Covered)
       << " more, with lower costs or the same counts (-n, --json)\n";
}

void Printer::loops() {
  std::vector<const ScaledLoop *> Shown = shown(S.Loops);
  if (Shown.empty())
    return;
  title(Style.All ? "Loops" : "Loops whose turns outgrow the input");
  columns("turns");
  for (const ScaledLoop *L : Shown)
    row(L->OfTurns, L->Turns.back(), std::nullopt, 0,
        formatv("{0}-{1}  {2}: entered {3}, {4} each",
                placeName(M, L->At->File, L->At->Line), L->At->LastLine,
                nameOf(M, L->At->Function),
                L->OfEntries.isKnown() ? L->OfEntries.text() : "once",
                L->PerEntry.text())
            .str());
}

void Printer::functions() {
  std::vector<const ScaledFunction *> Shown = shown(S.Functions);
  if (Shown.empty())
    return;
  title(Style.All ? "Functions" : "Functions whose steps outgrow the input");
  columns("steps");
  for (const ScaledFunction *F : Shown) {
    const Function &Of = M.Functions[F->Function];
    row(F->OfSteps, F->Steps.back(), F->NowNs, F->TenfoldNs,
        placeName(M, Of.File, Of.Line) + "  " + nameOf(M, F->Function) +
            ": calls " + F->OfCalls.text());
  }
}

void hone::printScaling(const Scaling &S, const InputSizes &Inputs,
                        const ScaleStyle &Style, raw_ostream &OS) {
  Printer P(S, Style, OS);
  P.head(Inputs);
  P.lines();
  P.loops();
  P.functions();
}

//===-- JSON --------------------------------------------------------------===//

/// JSON has no infinity.
static json::Value jsonFinite(double Value) {
  return std::isfinite(Value) ? json::Value(Value) : json::Value(nullptr);
}

static void writeCounts(StringRef Key, ArrayRef<double> Counts,
                        json::OStream &J) {
  J.attributeArray(Key, [&] {
    for (double Count : Counts)
      // The mean of several runs of one size may be broken.
      if (Count == std::floor(Count) && Count < 9e18)
        J.value(int64_t(Count));
      else
        J.value(Count);
  });
}

static void writeGrowth(const Growth &G, json::OStream &J) {
  bool HasExponent = G.isKnown() && !G.isExponential();
  auto Exponent = [&](double Value) {
    return HasExponent ? json::Value(Value) : json::Value(nullptr);
  };
  J.attribute("growth", G.text());
  J.attribute("exponent", Exponent(G.Exponent));
  J.attribute("exponent_low", Exponent(G.Low));
  J.attribute("exponent_high", Exponent(G.High));
  J.attribute("local_exponent", G.isKnown() ? json::Value(G.LocalExponent)
                                            : json::Value(nullptr));
  J.attribute("base", G.isExponential() ? json::Value(G.Terms.back().Base)
                                        : json::Value(nullptr));
  J.attribute("relative_error",
              G.isKnown() ? json::Value(G.Error) : json::Value(nullptr));
  J.attribute("outgrows_input", G.outgrowsInput());
  J.attributeObject("at_tenfold", [&] {
    J.attribute("low", jsonFinite(G.AtTenfoldLow));
    J.attribute("mid", jsonFinite(G.AtTenfold));
    J.attribute("high", jsonFinite(G.AtTenfoldHigh));
  });
}

static void writeTimes(std::optional<double> NowNs, double TenfoldNs,
                       json::OStream &J) {
  J.attribute("self_ns",
              NowNs ? json::Value(int64_t(*NowNs)) : json::Value(nullptr));
  J.attribute("self_ns_at_tenfold",
              NowNs ? jsonFinite(TenfoldNs) : json::Value(nullptr));
}

static json::Value functionJson(const Model &M, FunctionId Id) {
  return Id == NoId ? json::Value(nullptr) : jsonText(M.Functions[Id].Name);
}

static void writeLine(const Model &M, const ScaledLine &L, json::OStream &J) {
  J.attribute("file", jsonFile(M, L.File));
  J.attribute("line", int64_t(L.Line));
  J.attribute("function", functionJson(M, L.Function));
  writeCounts("hits", L.Hits, J);
  writeGrowth(L.Of, J);
  writeTimes(L.NowNs, L.TenfoldNs, J);
  if (!L.PerHit) {
    J.attribute("time_per_hit_exponent", nullptr);
    return;
  }
  J.attributeObject("time_per_hit_exponent", [&] {
    J.attribute("low", L.PerHit->Low);
    J.attribute("mid", L.PerHit->Mid);
    J.attribute("high", L.PerHit->High);
  });
}

static void writeLoop(const Model &M, const ScaledLoop &L, json::OStream &J) {
  J.attribute("file", jsonFile(M, L.At->File));
  J.attribute("line", int64_t(L.At->Line));
  J.attribute("last_line", int64_t(L.At->LastLine));
  J.attribute("function", functionJson(M, L.At->Function));
  writeCounts("turns", L.Turns, J);
  writeGrowth(L.OfTurns, J);
  writeCounts("entries", L.Entries, J);
  J.attribute("entries_growth", L.OfEntries.text());
  J.attribute("turns_per_entry_growth", L.PerEntry.text());
}

static void writeFunction(const Model &M, const ScaledFunction &F,
                          json::OStream &J) {
  const Function &Of = M.Functions[F.Function];
  J.attribute("name", jsonText(Of.Name));
  J.attribute("linkage_name", jsonText(Of.LinkageName));
  J.attribute("file", jsonFile(M, Of.File));
  J.attribute("line", int64_t(Of.Line));
  writeCounts("steps", F.Steps, J);
  writeGrowth(F.OfSteps, J);
  writeTimes(F.NowNs, F.TenfoldNs, J);
  writeCounts("calls", F.Calls, J);
  J.attributeObject("calls_growth", [&] { writeGrowth(F.OfCalls, J); });
}

void hone::printScalingJson(const Scaling &S, const InputSizes &Inputs,
                            ArrayRef<std::string> Profiles, raw_ostream &OS) {
  const Model &M = *S.Largest;
  json::OStream J(OS, 2);
  auto Array = [&](StringRef Key, auto &All, auto Write) {
    J.attributeArray(Key, [&] {
      for (const auto &One : All)
        J.object([&] { Write(M, One, J); });
    });
  };
  J.object([&] {
    J.attribute("type", "hone.scale");
    J.attribute("version", 1);
    J.attribute("size_is", Inputs.What);
    J.attributeArray("runs", [&] {
      for (size_t I = 0; I != Profiles.size(); ++I)
        J.object([&] {
          J.attribute("profile", jsonText(Profiles[I]));
          J.attribute("size", Inputs.Sizes[I]);
        });
    });
    writeCounts("sizes", S.Sizes, J);
    Array("lines", S.Lines, writeLine);
    Array("loops", S.Loops, writeLoop);
    Array("functions", S.Functions, writeFunction);
  });
  OS << '\n';
}
