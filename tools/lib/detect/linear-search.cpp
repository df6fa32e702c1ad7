//===- linear-search.cpp - rule linear-search ------------------*- C++ -*-===//
//
// Owns: when a linear search is worth replacing by a hash table or a sorted
// array, and what that saves. The saving is the measured scanning time minus
// the modelled cost of the alternative, so that short sequences stay silent by
// their cost and not by a length written down here.
//
//===----------------------------------------------------------------------===//

#include "ContainerFinding.h"
#include "Detectors.h"
#include "KeyCosts.h"
#include "ProgramTime.h"
#include "ScanPlaces.h"
#include "SearchSketch.h"
#include "SearchedContainer.h"
#include "SequenceUse.h"
#include "Words.h"
#include "hone/Abi.h"

using namespace llvm;

namespace hone {
namespace {

/// Counters slow a loop of the user's down by up to this (branchy integer code,
/// 1.3x; library searches carry no counters).
constexpr double CounterSlowdown = 1.3;
/// Noise of measured times.
constexpr double TimeError = 0.1;
/// What a mean over sampled searches may be off by, where counts are not exact.
constexpr double SamplingError = 0.2;
/// A sorted array must be kept sorted, which no figure here covers: it has to
/// be better by far. In C it needs no library, which counts for it: look-ups take
/// two to three times those of a hash table, next to nothing beside the search.
constexpr double SortedHandicap = 2, SortedHandicapC = 0.25;
/// Shorter searches that lost the processor midway are recognized by the
/// runtime, which enters their usual time; longer ones carry what a busy
/// machine added.
constexpr double RecognizedNs = 100'000;
/// Inserting an element costs 20 times what looking at it does, or more: a
/// table that is asked less often never pays, whatever one cold search seemed
/// to take.
constexpr uint64_t LeastSearches = 10;
/// Ends a Scan's Field.
constexpr StringLiteral AndMore = " and more";
/// See areManyAndShort.
constexpr uint64_t ShortSequence = 16;
/// With fewer observed searches the mean says little.
constexpr uint64_t FewSearches = 100;

/// One place in the source with what all its copies (instantiations, inlined
/// functions of several modules) observed, and what follows from it.
struct Search {
  Scan S;
  bool IsC = false;
  KeyClass Key = KeyClass::Other;
  Interval Containers;
  double Changes = 0;   ///< elements that came or went, as far as it is known
  double ElementNs = 0; ///< measured, per element looked at
  Interval ScanNs;
  bool UseSorted = false;
  Interval SavingNs;
};

} // namespace

/// How many containers would each need their table built once.
static Interval containers(const Scan &S) {
  double Bases = std::max<double>(S.Bases, 1), Searches = S.Searches;
  // The set of addresses is full: anything up to one container per search.
  if (S.Bases >= HONE_SCAN_MAX_BASES)
    return {Bases, Searches, Searches};
  // Most observed searches met a container of their own: so will the others.
  if (2 * S.Bases > S.Observed)
    Bases *= std::max(1.0, Searches / S.Observed);
  return {1, Bases, Bases};
}

/// How often the contents are made anew, as far as the operations on them tell:
/// a local container that is filled for a few searches has the same address
/// each time, more often than not.
static Interval containers(const Scan &S, const ContainerUse *Of) {
  Interval ByAddress = containers(S);
  if (!Of || Of->container().Kind != VARIABLE_LOCAL)
    return ByAddress;
  double Made = instancesOf(*Of).value_or(0) +
                double(Of->count({HONE_OP_Clear, HONE_OP_Assign}));
  if (Made <= ByAddress.Mid)
    return ByAddress;
  Made = std::min<double>(Made, S.Searches);
  return {Made, Made, std::max(Made, ByAddress.High)};
}

/// Time spent scanning, over all searches.
static Interval scanNs(const Scan &S, double MeasuredNs) {
  double PerSearch = MeasuredNs / S.Observed;
  double Net = std::max(0.0, 1 - ClockNs / PerSearch);
  double High = MeasuredNs / S.ObservedElements * S.Elements;
  double Low = High * Net * (1 - TimeError);
  if (S.Kind == HONE_SCAN_LOOP)
    Low /= CounterSlowdown;
  if (!S.ElementsExact)
    Low *= 1 - SamplingError;
  return {Low, High * Net, High};
}

static bool isCFile(const Model &M, FileId File) {
  return File != NoId && StringRef(M.Files[File].Name).ends_with(".c");
}

/// All searches in a structure, which is filled once per container.
static Interval alternativeNs(const CostModel &Costs, Structure Alternative,
                              const Search &R) {
  const Scan &S = R.S;
  double N = S.MaxElements;
  double Missed = double(S.Exhausted) / S.Observed;
  auto Cost = [&](Action A) { return keyCost(Costs, Alternative, A, R.Key, N); };
  Interval LookUp =
      Cost(Action::FindHit) * (1 - Missed) + Cost(Action::FindMiss) * Missed;
  // What comes and goes beyond filling them once must do so in the table, too.
  double Later = std::max(0.0, R.Changes - R.Containers.Mid * N);
  return LookUp * S.Searches + R.Containers * N * Cost(Action::Fill) +
         Cost(Action::Insert) * Later;
}

static Search examine(const Model &M, const CostModel &Costs, const Scan &S,
                      const ContainerUse *Of) {
  Search R;
  R.S = S;
  R.IsC = isCFile(M, S.File);
  R.Key = keyClass(S.Key.empty() ? elementType(S.Container) : S.Key);
  R.Containers = containers(S, Of);
  R.Changes = Of ? double(Of->count(kinds::Changes)) : 0;
  double Run = programNs(M);
  bool IsLong = double(S.ObservedNs) / S.Observed > RecognizedNs;
  double MeasuredNs = S.ObservedNs * (IsLong ? busyShare(M.TheRun) : 1);
  R.ElementNs = MeasuredNs / S.ObservedElements;
  R.ScanNs = scanNs(S, MeasuredNs).clamp(0, Run);

  Interval Hash = alternativeNs(Costs, Structure::HashMap, R);
  Interval Sorted = alternativeNs(Costs, Structure::SortedVector, R);
  R.UseSorted =
      Sorted.Mid * (R.IsC ? SortedHandicapC : SortedHandicap) < Hash.Mid;
  R.SavingNs = (R.ScanNs - (R.UseSorted ? Sorted : Hash)).clamp(-Run, Run);
  return R;
}

static void describe(const Search &R, Finding &F) {
  const Scan &S = R.S;
  double Mean = double(S.Elements) / S.Searches;
  double Found = 1 - double(S.Exhausted) / S.Observed;
  bool Capped = S.Bases >= HONE_SCAN_MAX_BASES;
  F.Observed = {
      plural(S.Searches, "search", "searches") + " looked at " +
          (S.ElementsExact ? "" : "about ") + countWords(S.Elements) +
          " elements: " + meanWords(Mean) + " each on average, " +
          countWords(S.MaxElements) + " at most",
      "an element takes " + timeWords(R.ElementNs) + ", all of them " +
          timeWords(R.ScanNs.Mid) + " (measured on a sample)",
      percentWords(100 * Found) + " of the searches found something; " +
          (S.Bases ? plural(S.Bases, "container was", "containers were") +
                         " searched" + (Capped ? " or more" : "")
                   : "how many containers were searched is not known")};
  F.Evidence = {
      {"searches", int64_t(S.Searches)},
      {"elements", int64_t(S.Elements)},
      {"elements_exact", S.ElementsExact},
      {"mean_elements", Mean},
      {"max_elements", int64_t(S.MaxElements)},
      {"ns_per_element", R.ElementNs},
      {"scan_ns", int64_t(R.ScanNs.Mid)},
      {"found_share", Found},
      {"containers", S.Bases ? json::Value(int64_t(S.Bases)) : nullptr},
      {"observed_searches", int64_t(S.Observed)},
      {"search", S.What},
      {"compared", S.Field.empty() ? json::Value(nullptr) : S.Field},
      {"container_type", shortType(S.Container)},
      {"key_type", shortType(S.Key)},
      {"alternative", R.UseSorted ? "sorted array" : "hash table"}};
}

/// "Item::Id ", or nothing if it is the element itself.
static std::string comparedWords(const Scan &S) {
  StringRef Field = S.Field;
  Field.consume_back(AndMore);
  return Field.empty() ? "" : Field.str() + " ";
}

static void judge(const Search &R, Finding &F) {
  const Scan &S = R.S;
  bool IsEquality = S.Kind == HONE_SCAN_FIND ||
                    (S.Kind == HONE_SCAN_FIND_IF && !S.Key.empty());
  bool IsAlone = !StringRef(S.Field).ends_with(AndMore);
  if (S.Kind == HONE_SCAN_FIND_IF && !IsEquality) {
    F.TheConfidence = Confidence::Low;
    F.ConfidenceWhy = "it holds if the predicate compares a key for equality";
  } else if (S.Observed < FewSearches || !S.Bases) {
    F.TheConfidence = Confidence::Low;
    F.ConfidenceWhy =
        S.Bases ? "only " + plural(S.Observed, "search was", "searches were") +
                      " measured"
                : "it is not known how many containers are searched";
  } else if (IsEquality && IsAlone && R.Key != KeyClass::Other) {
    F.TheConfidence = Confidence::High;
    F.ConfidenceWhy = S.What + " compares " + comparedWords(S) +
                      "for equality, and the key has a hash";
  } else {
    F.TheConfidence = Confidence::Medium;
    F.ConfidenceWhy =
        !IsAlone ? "the predicate holds only where " + comparedWords(S) +
                       "equals the key, but asks for more"
        : IsEquality ? S.What + " compares " + comparedWords(S) +
                           "for equality, but the key's type needs a hash "
                           "of its own"
                     : "the loop stops at the first equal element; what "
                       "else it does is for you to see";
  }
  uint64_t Bases = std::max<uint64_t>(S.Bases, 1);
  if (S.Bases && S.Searches / Bases >= 10)
    F.Risks.push_back({true, "one table serves many searches: " +
                                 countWords(S.Searches / Bases) +
                                 " per container address"});
  F.Risks.push_back(
      {false, "the container changes between searches" +
                  (R.Changes ? " (" + countWords(uint64_t(R.Changes)) +
                                   " elements came or went in the run)"
                             : std::string()) +
                  ": the table must change with it"});
  F.Risks.push_back(
      {false, std::string("equal elements: the search takes the first one; ") +
                  (R.IsC ? "so must its replacement"
                         : "fill the table with emplace, which keeps it")});
  if (R.UseSorted)
    F.Risks.push_back({false, "the order of the elements matters elsewhere: "
                              "sort a copy"});
  if (R.Key == KeyClass::Other)
    F.Risks.push_back({false, "the key needs a hash that agrees with =="});
  if (R.Key == KeyClass::Floating)
    F.Risks.push_back({false, "NaN is equal to nothing and 0.0 equals -0.0"});
}

/// Says of F which container it is about.
static void nameContainer(const Model &M, const ContainerUse *Of, Finding &F) {
  if (!Of)
    return;
  const Container &C = Of->container();
  F.OfContainer = Of->id();
  addEvidence(
      F, {{"container", C.Name},
          {"declared_file",
           C.File != NoId ? json::Value(M.Files[C.File].Name) : nullptr},
          {"declared_line", C.Line ? json::Value(int64_t(C.Line)) : nullptr}});
}

/// Many sequences of a few elements: however long a comparison takes, a hash table
/// beside each of them is no cure.
static bool areManyAndShort(const Scan &S) {
  return S.Bases >= HONE_SCAN_MAX_BASES && S.MaxElements < ShortSequence;
}

void detectLinearSearch(const Model &M, const CostModel &Costs,
                        std::vector<Finding> &Out) {
  std::vector<ContainerUse> Uses = containerUses(M);
  for (const Scan &S : scanPlaces(M, ScanSort::Search)) {
    if (S.Searches < LeastSearches || !S.Observed || !S.ObservedElements ||
        !S.ObservedNs || areManyAndShort(S))
      continue;
    const ContainerUse *Of = searchedContainer(M, Uses, S);
    Search R = examine(M, Costs, S, Of);
    if (R.SavingNs.Low <= 0)
      continue;
    Finding F;
    F.Rule = "linear-search";
    F.TheGroup = Group::Algorithm;
    F.File = S.File;
    F.Line = S.Line;
    F.Function = S.Function;
    F.TheExtent = Extent::Line;
    F.SavingNs = R.SavingNs;
    describe(R, F);
    nameContainer(M, Of, F);
    judge(R, F);
    writeSearchSketch({S, R.IsC, R.UseSorted, R.Key,
                       Of ? containerWords(M, Of->container()) : "",
                       Of ? sketchName(Of->container()) : "Items"},
                      F);
    Out.push_back(std::move(F));
  }
}

} // namespace hone
