//===- repeated-scan.cpp - rule repeated-scan ------------------*- C++ -*-===//
//
// Owns: when walking the same buffer again and again is worth a change, and
// what that saves: the time of all scans but one per buffer.
//
//===----------------------------------------------------------------------===//

#include "Detectors.h"
#include "LineTime.h"
#include "OutsideCalls.h"
#include "ProgramTime.h"
#include "RepeatedCalls.h"
#include "ScanPlaces.h"
#include "Words.h"
#include "hone/Abi.h"
#include "lib/profile/LineLookup.h"

using namespace llvm;

namespace hone {
namespace {

/// Bytes scanned, as a multiple of the bytes that there are. Two or three looks
/// at a text are how programs are written; MemoizeIt's floor for a cache is of
/// that order, too.
constexpr double LeastRepetition = 8;
/// Scanning fewer bytes takes a few ns: no more than loading what was kept.
constexpr double LeastMeanBytes = 64;
/// With fewer observed scans the mean says little.
constexpr uint64_t FewScans = 100;
/// Noise of measured times, and of sampled lengths.
constexpr double Error = 0.2;

enum class Shape { Length, Format, Append, Count, Find };

struct Repeated {
  Scan S;
  Shape TheShape;
  double MeanBytes, Repetition;
  Interval ScanNs, SavingNs;
};

} // namespace

static Shape shapeOf(StringRef What) {
  if (What == "sscanf")
    return Shape::Format;
  if (What == "strcat")
    return Shape::Append;
  if (What.starts_with("std::count"))
    return Shape::Count;
  return What.ends_with("len") || What.ends_with("length") ? Shape::Length
                                                           : Shape::Find;
}

/// Time of all scans of the place: of the observed ones, without the clock's,
/// but no more than what samples say of the line.
static Interval scanNs(const Model &M, const Scan &S) {
  double PerScan = double(S.ObservedNs) / S.Observed * busyShare(M.TheRun);
  double Ns = std::max(0.0, PerScan - ClockNs) * S.Searches;
  double Most = programNs(M);
  if (const Line *L = lineAt(M, S.File, S.Line); L && isWellSampled(M.TheRun))
    Most = mostNs(M, double(L->SelfNs.value_or(0)));
  return Interval{Ns * (1 - Error), Ns, Ns * (1 + Error)}.clamp(0, Most);
}

/// Of a loop's own lines, from samples, as far as its turns were long walks.
static Interval walkNs(const Model &M, const Scan &S) {
  const Loop *Walk = loopAround(M, S.File, S.Line);
  if (!Walk || !Walk->Turns)
    return {};
  double Ns = 0;
  for (const Line &L : M.Lines)
    if (L.File == Walk->File && L.Line >= Walk->Line && L.Line <= Walk->LastLine)
      Ns += double(L.SelfNs.value_or(0));
  double Share = std::min(1.0, double(S.Elements) / double(Walk->Turns));
  return sampledInterval(M, Ns) * Share;
}

static std::optional<Repeated> examine(const Model &M, const Scan &S) {
  if (!S.Searches || !S.Observed || !S.MaxElements || !S.Bases ||
      S.Bases >= HONE_SCAN_MAX_BASES)
    return std::nullopt;
  Repeated R{S, shapeOf(S.What), 0, 0, {}, {}};
  R.MeanBytes = double(S.Elements) / S.Searches;
  R.Repetition = double(S.Elements) / (double(S.MaxElements) * S.Bases);
  if (R.MeanBytes < LeastMeanBytes || R.Repetition < LeastRepetition)
    return std::nullopt;
  bool IsWalk = S.Kind == HONE_SCAN_WALK;
  R.ScanNs = IsWalk ? walkNs(M, S) : scanNs(M, S);
  R.SavingNs = R.ScanNs * (1 - 1 / R.Repetition);
  return R;
}

static void describe(const Model &M, const Repeated &R, Finding &F) {
  const Scan &S = R.S;
  F.Observed = {
      countWords(S.Searches) + " scans read about " +
          byteWords(double(S.Elements)) + ": " + byteWords(R.MeanBytes) +
          " each on average, " + byteWords(double(S.MaxElements)) + " at most",
      plural(S.Bases, "buffer was", "buffers were") +
          " scanned, each byte of it " + countWords(uint64_t(R.Repetition)) +
          " times: scans began or ended at the same place, with the same text",
      "all scans took " + timeWords(R.ScanNs.Mid) +
          (S.Kind == HONE_SCAN_WALK ? " (from samples)"
                                    : " (measured on a sample)")};
  Repetition From = repetitionOf(M, S.Function, S.File, S.Line, S.Searches);
  std::string Words = repetitionWords(M, From);
  if (!Words.empty())
    F.Observed.push_back(Words);
  F.Evidence = {{"scans", int64_t(S.Searches)},
                {"bytes", int64_t(S.Elements)},
                {"mean_bytes", R.MeanBytes},
                {"max_bytes", int64_t(S.MaxElements)},
                {"buffers", int64_t(S.Bases)},
                {"repetition", R.Repetition},
                {"scan_ns", int64_t(R.ScanNs.Mid)},
                {"observed_scans", int64_t(S.Observed)},
                {"scan", S.What},
                {"repeated_file", From.File != NoId && !Words.empty()
                                      ? json::Value(M.Files[From.File].Name)
                                      : nullptr},
                {"repeated_line", Words.empty()
                                      ? json::Value(nullptr)
                                      : json::Value(int64_t(From.Line))},
                {"repeated_times", int64_t(From.Times)}};
}

static void judge(const Repeated &R, Finding &F) {
  bool ByItsNature = R.TheShape == Shape::Format || R.TheShape == Shape::Append;
  if (R.S.Observed < FewScans) {
    F.TheConfidence = Confidence::Low;
    F.ConfidenceWhy =
        "only " + plural(R.S.Observed, "scan was", "scans were") + " measured";
  } else if (ByItsNature) {
    F.TheConfidence = Confidence::High;
    F.ConfidenceWhy =
        R.S.What + " walks to the end of the text whatever it is asked for";
  } else {
    F.TheConfidence = Confidence::Medium;
    F.ConfidenceWhy = "the scans began or ended at the same text at the same "
                      "address; what lies between was not compared";
  }
  if (!ByItsNature)
    F.Risks.push_back({false, "the text changes between two scans: what is "
                              "kept must change with it"});
}

static void writeSketch(const Repeated &R, Finding &F) {
  const std::string &What = R.S.What;
  switch (R.TheShape) {
  case Shape::Length:
    F.Before = "for (...) use(Text, " + What + "(Text));";
    F.After = "size_t Length = " + What +
              "(Text); // once\n"
              "for (...) use(Text, Length);";
    F.Fix = "Find the length out once, where the text is made, and hand it on: "
            "a std::string_view, in C a pointer and a length.";
    return;
  case Shape::Format:
    F.Before = "sscanf(Rest, \"%d\", &Value); // strlen(Rest), each time";
    F.After = "Value = strtol(Rest, &Next, 10); // or std::from_chars";
    F.Fix =
        "sscanf finds out the length of all the text that is left before it "
        "reads a number: use strtol, strtod or std::from_chars, or give it "
        "one line.";
    return;
  case Shape::Append:
    F.Before = "strcat(Text, Part);";
    F.After = "End = stpcpy(End, Part); // or std::string: Text += Part";
    F.Fix = "Keep the end of the text; strcat looks for it from the beginning "
            "each time.";
    return;
  case Shape::Count:
    F.Before = "N = " + What + "(Begin, At, ...);";
    F.After = "N += " + What +
              "(Last, At, ...); // from where it stopped\n"
              "Last = At;";
    F.Fix =
        "Keep the number and count on from where the last count stopped; if "
        "the number is for messages only, count where one is written.";
    return;
  case Shape::Find:
    if (R.S.Kind == HONE_SCAN_WALK) {
      F.Before = "while (At < Text.size() && Text[At] != '\\n') // to the "
                 "end, each time\n  ++At;";
      F.After = "size_t Last = min(Text.size(), At + Width); // no further "
                "than needed\n"
                "while (At < Last && Text[At] != '\\n')\n  ++At;";
      F.Fix = "Bound the loop by what is needed, keep what it found for the "
              "next time, or go on from where it stopped.";
      return;
    }
    F.Before = "Place = " + What + "(Text, ...);";
    F.After = "// once per text, or from where the last search stopped\n"
              "Place = " +
              What + "(Rest, ...);";
    F.Fix =
        "Keep what was found, go on from there, or bound the search: to the "
        "end of the line (memchr) and not of the text.";
    return;
  }
}

void detectRepeatedScan(const Model &M, const CostModel &,
                        std::vector<Finding> &Out) {
  for (const Scan &S : scanPlaces(M, ScanSort::Buffer)) {
    std::optional<Repeated> R = examine(M, S);
    if (!R || R->SavingNs.Low <= 0)
      continue;
    Finding F;
    F.Rule = "repeated-scan";
    F.Title = (S.Kind == HONE_SCAN_WALK ? "a loop" : S.What) +
              " walks the same " + byteWords(double(S.MaxElements)) +
              " again and again";
    F.TheGroup = Group::Algorithm;
    F.File = S.File;
    F.Line = S.Line;
    F.Function = S.Function;
    F.TheExtent = Extent::Line;
    F.SavingNs = R->SavingNs;
    describe(M, *R, F);
    judge(*R, F);
    writeSketch(*R, F);
    Out.push_back(std::move(F));
  }
}

} // namespace hone
