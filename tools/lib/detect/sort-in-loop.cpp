//===- sort-in-loop.cpp - rule sort-in-loop --------------------*- C++ -*-===//
//
// Owns: when a sequence is sorted again although few of its elements changed
// since, and what keeping it in order would save. Sorting is timed; what the
// changes would cost in its place is the cost model's.
//
//===----------------------------------------------------------------------===//

#include "ContainerFinding.h"
#include "Detectors.h"
#include "SequenceUse.h"
#include "Template.h"
#include "Words.h"

using namespace llvm;

namespace hone {
namespace {

/// Where more of the elements are others since the last time, sorting is the
/// way to go (PRIOR-ART K11: eight reads for each mutation).
constexpr double MostChanged = 1.0 / 8;
/// Sorted this often, on average, or it is no habit.
constexpr double LeastSorts = 8;
/// Sorting two or three is what keeping order would be.
constexpr double LeastElements = 8;

/// Elements that are reached less often than that cannot be what is sorted for.
constexpr double MostReached = 1.0 / 8;

struct Sorting {
  std::vector<const Operation *> Places;
  OperationSample Sample;
  double Sorts = 0;   ///< all instances together
  double Changes = 0; ///< elements that came, went or were replaced
  double NowNs = 0;
  double changesPerSort() const { return Changes / Sorts; }
};

} // namespace

static std::optional<Sorting> sortingOf(const Model &M,
                                        const ContainerUse &Use) {
  const Kinds Sorts = {HONE_OP_Sort, HONE_OP_Reorder};
  Family Of = Use.type().TheFamily;
  if (Of != Family::Vector && Of != Family::Deque && Of != Family::List)
    return std::nullopt;
  // list::reverse and merge are Reorder, too: only sort at a vector's is sure.
  Sorting S;
  S.Places = Use.places(Of == Family::List ? Sorts : Kinds(HONE_OP_Sort));
  for (const Operation *O : S.Places)
    S.Sorts += double(O->Count);
  S.Sample = Use.sample(Of == Family::List ? Sorts : Kinds(HONE_OP_Sort));
  std::optional<double> Instances = instancesOf(Use);
  // Of a parameter or a member it is not known: one is what it is then, or the
  // contents change with the container, which is seen as changes of its.
  if (!S.Sample.Samples || S.Sorts < LeastSorts * Instances.value_or(1))
    return std::nullopt;
  double Size = S.Sample.meanSize();
  S.Changes = double(Use.count(kinds::Changes)) +
              Size * double(Use.count(kinds::Replaces |
                                      Kinds{HONE_OP_Resize, HONE_OP_Fill,
                                            HONE_OP_Remove, HONE_OP_Unique}));
  if (Size < LeastElements || S.changesPerSort() > MostChanged * Size)
    return std::nullopt;
  S.NowNs = timeOf(M, S.Places);
  return S;
}

/// Each change searches its place and makes room there.
static std::optional<Interval> keptInOrder(const CostModel &Costs,
                                           const Model &M,
                                           const ContainerUse &Use,
                                           const Sorting &S) {
  double Size = S.Sample.meanSize();
  std::optional<Interval> Find =
      timesCost(Costs, Structure::SortedVector, Action::FindHit,
                Held::integers(), Size, S.Changes);
  std::optional<Interval> Insert =
      timesCost(Costs, Structure::Vector, Action::InsertMiddle,
                elementsOf(M, Use), Size, S.Changes);
  if (!Find || !Insert)
    return std::nullopt;
  // A look at whether there is anything to do, where there are no changes.
  return *Find + *Insert + Interval{1, 1, 1} * S.Sorts;
}

static void describe(const Model &M, const ContainerUse &Use, const Sorting &S,
                     Finding &F) {
  uint64_t Sorts = uint64_t(S.Sorts);
  double Size = S.Sample.meanSize();
  std::string Changed = meanWords(S.changesPerSort());
  F.Title = containerWords(M, Use.container()) + " of " + meanWords(Size) +
            " elements is sorted " + countWords(Sorts) + " times, though " +
            Changed + (Changed == "1" ? " changes" : " change") + " in between";
  F.Observed = {countWords(Sorts) + " sorts at " + placeWords(M, S.Places) +
                    ", of " + meanWords(Size) + " elements on average (" +
                    countWords(S.Sample.MaxSize) + " at most); they take " +
                    timeWords(S.NowNs) + " (measured on " +
                    countWords(S.Sample.Samples) + ")",
                plural(uint64_t(S.Changes), "element came or went",
                       "elements came, went or were replaced") +
                    ": " + meanWords(S.changesPerSort()) + " for each sort"};
  F.Evidence.insert(F.Evidence.end(),
                    {{"sorts", int64_t(Sorts)},
                     {"mean_size", Size},
                     {"max_size", int64_t(S.Sample.MaxSize)},
                     {"changes", int64_t(S.Changes)},
                     {"changes_per_sort", S.changesPerSort()},
                     {"element_bytes", elementBytes(M, Use)},
                     {"operations_ns", S.NowNs},
                     {"observed_operations", int64_t(S.Sample.Samples)}});
}

static void judge(const ContainerUse &Use, const Sorting &S, Finding &F) {
  // What is reached by number or from the front may be written to, too.
  uint64_t Reached = Use.count({HONE_OP_Index, HONE_OP_Front, HONE_OP_Advance});
  if (double(Reached) > MostReached * S.Sorts)
    setConfidence(F, Use, Confidence::Low,
                  "it holds if what the order depends on is not changed in "
                  "place; elements are reached " +
                      countWords(Reached) + " times",
                  S.Sample.Samples);
  else
    setConfidence(F, Use, Confidence::Medium,
                  "elements come and go one by one, and are hardly reached "
                  "otherwise",
                  S.Sample.Samples);
  F.Risks.push_back({true, "its contents are not replaced between sorts"});
  F.Risks.push_back({false, "elements change in place, or are sorted by "
                            "another order each time"});
  F.Risks.push_back({false, "equal elements: insert behind those that are "
                            "there (upper_bound) to keep the order they came "
                            "in"});
  addStabilityRisks(F, Use);
}

static void sketch(const ContainerUse &Use, const Sorting &S, Finding &F) {
  std::string Name = sketchName(Use.container());
  bool IsList = Use.type().TheFamily == Family::List;
  std::string Sort =
      IsList ? Name + ".sort();"
             : "std::sort(" + Name + ".begin(), " + Name + ".end());";
  if (S.Changes < 1 || !Use.has(kinds::Changes)) {
    F.Fix = "Sort it once, after the last change.";
    F.Before = "for (...)\n  " + Sort;
    F.After = Sort + "\nfor (...)";
    return;
  }
  F.Fix = "Keep it in order: insert each new element at its place, and do not "
          "sort again (or note that something changed, and sort only then). "
          "Where only the smallest is wanted each time, a "
          "std::priority_queue.";
  F.Before = fillTemplate(R"(
$Name.push_back(Item);
$Sort
)",
                          {{"Name", Name}, {"Sort", Sort}});
  F.After = fillTemplate(R"(
$Name.insert(std::upper_bound($Name.begin(), $Name.end(), Item), Item);
)",
                         {{"Name", Name}});
}

void detectSortInLoop(const Model &M, const CostModel &Costs,
                      std::vector<Finding> &Out) {
  for (const ContainerUse &Use : containerUses(M)) {
    std::optional<Sorting> S = sortingOf(M, Use);
    if (!S)
      continue;
    std::optional<Interval> Then = keptInOrder(Costs, M, Use, *S);
    std::optional<Interval> Now =
        timesCost(Costs, Structure::Vector, Action::Sort, elementsOf(M, Use),
                  S->Sample.meanSize(), S->Sorts * S->Sample.meanSize());
    if (!Then || !Now)
      continue;
    Interval Saved = savingOf(S->NowNs, *Now, *Then);
    if (Saved.Low <= 0)
      continue;
    Finding F = containerFinding(M, Use, "sort-in-loop", S->Places.front());
    F.SavingNs = Saved;
    describe(M, Use, *S, F);
    judge(Use, *S, F);
    sketch(Use, *S, F);
    Out.push_back(std::move(F));
  }
}

} // namespace hone
