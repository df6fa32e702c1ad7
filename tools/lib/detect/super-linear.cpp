//===- super-linear.cpp - rule super-linear --------------------*- C++ -*-===//
//
// Owns: when the observed times of a loop grow so much faster than its turns
// that this is worth a suggestion, and what the run would have taken had they
// not. Where in the code that is, is HotPlace.h's.
//
//===----------------------------------------------------------------------===//

#include "Detectors.h"
#include "HotPlace.h"
#include "ProgramTime.h"
#include "PlaceWords.h"
#include "Words.h"
#include "hone/Abi.h"
#include "lib/growth/PowerFit.h"
#include "lib/profile/ShortName.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"

#include <map>

using namespace llvm;

namespace hone {
namespace {

/// Fewer sizes, or a smaller exponent, may be chance, n log n or a cache.
constexpr size_t FewestSizes = 5;
constexpr double LeastFactor = 8, LeastExponent = 1.3;
/// What a turn takes grows by more than this from the fastest size to the last.
/// Caches alone make it 12 times as dear where a loop fills a std::map with four
/// million elements (140 ns to 1,630 ns, AMD EPYC virtual machine).
constexpr double LeastGrowth = 2.5, LeastGrowthOfTurns = 16;
/// Entries that make fewer turns are others: of long entries turns may take
/// longer from the first one on.
constexpr double SameEntries = 0.9;
/// Shorter times are the clock's.
constexpr double LeastNs = 200;
/// Fewer samples do not tell where the time goes.
constexpr double LeastSamples = 10;

struct SuperLinear {
  const TimesBySize *Of;
  PowerFit Fit;
  std::vector<SizePoint> Points; ///< that the fit is of
  HotPlace Hot;
  bool IsOfTurns; ///< later turns take longer than earlier ones
  Interval SavingNs;

  double timePerSize(const SizePoint &P) const {
    // Of turns n/2 to n.
    return P.Ns / (IsOfTurns ? P.Size / 2 : P.Size);
  }
  /// From the size that takes the least for each turn to the largest one.
  double growth() const {
    double Least = timePerSize(Points.back());
    for (const SizePoint &P : Points)
      Least = std::min(Least, timePerSize(P));
    return timePerSize(Points.back()) / Least;
  }
};

} // namespace

/// The points at the end whose entries are the same ones.
static std::vector<SizePoint> comparable(const TimesBySize &T) {
  std::vector<SizePoint> Points;
  for (const SizePoint &P : reverse(T.Points)) {
    if (P.Ns < LeastNs)
      break;
    if (T.Kind == HONE_GROWTH_TURNS && !Points.empty() &&
        double(Points.front().Samples) < SameEntries * double(P.Samples))
      break;
    Points.insert(Points.begin(), P);
  }
  return Points;
}

static std::optional<SuperLinear> examine(const TimesBySize &T) {
  SuperLinear S{&T, {}, comparable(T), {}, T.Kind == HONE_GROWTH_TURNS, {}};
  std::vector<double> Sizes, Times;
  for (const SizePoint &P : S.Points) {
    Sizes.push_back(P.Size);
    Times.push_back(P.Ns);
  }
  std::optional<PowerFit> Fit =
      fitPower(Sizes, Times, FewestSizes, LeastFactor);
  if (!Fit || !(Fit->Low > LeastExponent))
    return std::nullopt;
  if (S.growth() < (S.IsOfTurns ? LeastGrowthOfTurns : LeastGrowth))
    return std::nullopt;
  S.Fit = *Fit;
  S.Points.erase(S.Points.begin(), S.Points.begin() + long(Fit->First));
  return S;
}

/// What the run would not have taken if all sizes took as long per unit as the
/// smallest did. That may be out of reach: half of it is what is expected where
/// work that is done for each pair of elements may be what the program is for.
static Interval saving(const SuperLinear &S) {
  double Took = 0, Linear = 0, Least = ~0ull;
  for (const SizePoint &P : S.Points) {
    double Units = double(P.Samples) * (S.IsOfTurns ? P.Size / 2 : P.Size);
    Least = std::min(Least, S.timePerSize(P));
    Took += P.Ns * double(P.Samples);
    Linear += Least * Units;
  }
  double Share = Took > 0 ? std::max(0.0, 1 - Linear / Took) : 0;
  double All = S.Hot.AllNs * Share;
  return S.IsOfTurns ? Interval{0.5 * All, 0.9 * All, All}
                     : Interval{0.1 * All, 0.5 * All, All};
}

static std::string siteWords(const Model &M, const TimesBySize &T) {
  return "the loop at " + placeWords(M, T.File, T.Line);
}

static std::string powerWords(double Exponent) {
  return formatv("n^{0:f1}", Exponent).str();
}

static void describe(const Model &M, const SuperLinear &S, Finding &F) {
  const TimesBySize &T = *S.Of;
  const SizePoint &First = S.Points.front(), &Last = S.Points.back();
  std::string Sizes = countWords(uint64_t(First.Size)) + " to " +
                      countWords(uint64_t(Last.Size));
  if (S.IsOfTurns)
    F.Observed.push_back(
        siteWords(M, T) + " slows down: a turn took " +
        timeWords(S.timePerSize(First)) + " around the " +
        countWords(uint64_t(First.Size)) + "th and " +
        timeWords(S.timePerSize(Last)) + " around the " +
        countWords(uint64_t(Last.Size)) + "th");
  else
    F.Observed.push_back("time of " + siteWords(M, T) +
                         " by the turns it makes: " + timeWords(First.Ns) +
                         " for " +
                         countWords(uint64_t(First.Size)) + ", " +
                         timeWords(Last.Ns) + " for " +
                         countWords(uint64_t(Last.Size)));
  F.Observed.push_back(
      formatv("n^{0:f2} (95 %: {1:f2} to {2:f2}) from {3} sizes, {4}",
              S.Fit.Exponent, S.Fit.Low, S.Fit.High, S.Points.size(), Sizes)
          .str());
  F.Observed.push_back(
      percentWords(100 * S.Hot.Ns / std::max(S.Hot.AllNs, 1.0)) +
      " of its time (" + timeWords(S.Hot.AllNs) + ") is spent at " +
      placeWords(M, F.File, F.Line) + " in " +
      shortName(M.Functions[F.Function].LinkageName));
  json::Array Pairs;
  for (const SizePoint &P : S.Points)
    Pairs.push_back(json::Array{P.Size, P.Ns, int64_t(P.Samples)});
  F.Evidence = {{"exponent", S.Fit.Exponent},
                {"exponent_low", S.Fit.Low},
                {"exponent_high", S.Fit.High},
                {"size_kind", S.IsOfTurns ? "later turns" : "turns"},
                {"grows_file", M.Files[T.File].Name},
                {"grows_line", int64_t(T.Line)},
                {"grows_function", M.Functions[T.Function].Name},
                {"points", std::move(Pairs)},
                {"site_ns", int64_t(S.Hot.AllNs)},
                {"line_ns", int64_t(S.Hot.Ns)}};
}

static void advise(const Model &M, const SuperLinear &S, Finding &F) {
  std::string Hot = placeWords(M, F.File, F.Line);
  if (S.IsOfTurns) {
    F.TheConfidence = Confidence::Medium;
    F.ConfidenceWhy = "later turns of the same entry take longer; what it is "
                      "that they do again, the times do not say";
    F.Fix = "What " + Hot +
            " does in a turn grows with the turns before it: keep what was "
            "found out (a position, a length, a sum, an index by key) from "
            "turn to turn instead of starting over.";
    F.Before = "for (each item) {\n  look through all that came before\n}";
    F.After = "for (each item) {\n  use and update what was kept\n}";
  } else {
    F.TheConfidence = Confidence::Low;
    F.ConfidenceWhy = "all sizes agree, but the work may be what the program "
                      "is for";
    F.Fix = "Look at what " + Hot +
            " does for each element: an index (sort once, a hash table), or "
            "leaving the inner walk early, makes it linear, if not all "
            "pairs are needed.";
    F.Before = "for (x : items)\n  for (y : items) if (match(x, y)) ...";
    F.After = "index = by key(items) // once\nfor (x : items) "
              "... index.find(key(x))";
  }
  F.Risks.push_back({false, "the growth may be the task's own: " +
                                powerWords(S.Fit.Exponent) +
                                " is what it costs then"});
}

/// Of those that lead to the same place, the one that is nearest to it: in its
/// function if there is one, there the outermost.
static bool isBetter(const SuperLinear &A, const SuperLinear &B) {
  bool IsWithinA = A.Of->Function == A.Hot.Function;
  bool IsWithinB = B.Of->Function == B.Hot.Function;
  if (IsWithinA != IsWithinB)
    return IsWithinA;
  if (A.IsOfTurns != B.IsOfTurns)
    return A.IsOfTurns;
  return IsWithinA ? A.Hot.AllNs > B.Hot.AllNs : A.Hot.AllNs < B.Hot.AllNs;
}

void detectSuperLinear(const Model &M, const CostModel &,
                       std::vector<Finding> &Out) {
  std::map<std::pair<FunctionId, uint32_t>, SuperLinear> ByPlace;
  double Least = LeastSamples * double(M.TheRun.SamplePeriodNs);
  HotPlaces Places(M);
  for (const TimesBySize &T : M.SizedTimes) {
    std::optional<SuperLinear> S = examine(T);
    if (!S)
      continue;
    S->Hot = Places.of(T);
    if (S->Hot.Function == NoId || S->Hot.AllNs < Least)
      continue;
    S->SavingNs = saving(*S);
    auto [At, IsNew] =
        ByPlace.try_emplace({S->Hot.Function, S->Hot.Line}, *S);
    if (!IsNew && isBetter(*S, At->second))
      At->second = std::move(*S);
  }
  for (const auto &[Place, S] : ByPlace) {
    Finding F;
    F.Rule = "super-linear";
    F.File = S.Hot.File;
    F.Line = S.Hot.Line;
    F.Function = S.Hot.Function;
    F.Title = std::string("time grows faster than ") +
              (S.IsOfTurns ? "the turns of " : "the size: ") +
              siteWords(M, *S.Of) + ", " + powerWords(S.Fit.Exponent);
    F.TheGroup = Group::Algorithm;
    F.TheExtent = Extent::Subtree;
    F.NamesCause = false;
    F.SavingNs = S.SavingNs;
    describe(M, S, F);
    advise(M, S, F);
    Out.push_back(std::move(F));
  }
}

} // namespace hone
