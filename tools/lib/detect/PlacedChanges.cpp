//===- PlacedChanges.cpp - elements that make room for others --*- C++ -*-===//

#include "PlacedChanges.h"

#include "llvm/ADT/STLExtras.h"

#include <map>

using namespace llvm;

namespace hone {

/// Fewer operations are no habit of the program, whatever they took.
static constexpr double LeastChanges = 10;
/// A deque's ends are free, anything between is not: one change in a hundred at
/// most may be there.
static constexpr double AllAtEnds = 0.99;
/// Insertions stay as slow as they are when erasures are collected.
static constexpr double MostlyErases = 0.9;
/// Noise of what was measured.
static constexpr double TimeError = 0.15;
/// A machine, or an allocator, is slower than the model's by no more than this.
static constexpr double MostSlower = 2;
/// A list that saves that much of what a deque does is the better one where a
/// walk erases: on other inputs it may erase between the ends.
static constexpr double NearlyAsMuch = 0.9;
/// What one pass of compaction takes for an element is what moving it takes
/// now; it moves each one by itself, erase moves a row of them.
static constexpr Interval PassError = {0.5, 1, 2};

static bool canMove(const ContainerUse &Use) {
  Family F = Use.type().TheFamily;
  return F == Family::Vector || F == Family::Deque;
}

static OperationSample scaledSample(const Operation &O) {
  OperationSample S = *O.Sample;
  double Factor = S.Observed ? double(O.Count) / S.Observed : 0;
  for (double *Sum : {&S.Observed, &S.Ns, &S.Sizes, &S.SizeSquares, &S.Moved,
                      &S.AtFront, &S.AtBack})
    *Sum *= Factor;
  return S;
}

std::optional<PlacedChanges> placedChanges(const Model &M,
                                           const ContainerUse &Use) {
  if (!canMove(Use))
    return std::nullopt;
  PlacedChanges P;
  double All = 0, AtFront = 0, AtBack = 0;
  for (const Operation *O : Use.places({HONE_OP_InsertAt, HONE_OP_EraseAt})) {
    if (!O->Sample || !O->Sample->Observed)
      continue;
    OperationSample S = scaledSample(*O);
    All += S.Observed;
    AtFront += S.AtFront;
    AtBack += S.AtBack;
    if (S.Moved <= 0) // at the end: as fast as it gets
      continue;
    P.Places.push_back(O);
    (O->Kind == HONE_OP_InsertAt ? P.Inserts : P.Erases).add(S);
  }
  if (P.number() < LeastChanges)
    return std::nullopt;
  P.NowNs = timeOf(M, P.Places);
  P.Bytes = elementBytes(M, Use);
  P.IsAtFront = AtFront * 2 > P.number();
  P.IsAtEnds = AtFront + AtBack >= AllAtEnds * All;
  P.ErasesMost = P.Erases.Moved >= MostlyErases * P.moved();
  return P;
}

namespace {

/// What the alternatives would take.
class Alternatives {
public:
  Alternatives(const PlacedChanges &P, const Model &M, const CostModel &Costs,
               const ContainerUse &Use)
      : P(P), M(M), Costs(Costs), Use(Use), Elements(Held::elements(P.Bytes)),
        N(std::max(1.0, P.meanSize())),
        IsDeque(Use.type().TheFamily == Family::Deque) {}

  std::optional<Interval> saving(Instead What) const;
  /// Code that erases moves iterators on, too.
  bool erasesInWalks() const;

private:
  Structure base() const {
    return IsDeque ? Structure::Deque : Structure::Vector;
  }
  double count(Kinds Of) const { return double(Use.count(Of)); }
  std::optional<Interval> now() const;
  std::optional<Interval> deque() const;
  std::optional<Interval> list() const;
  std::optional<Interval> tree() const;
  std::optional<Interval> compaction() const;
  double passes() const;

  /// What S costs for each of these, and more than the container does now.
  bool addExtra(Interval &Sum, Structure S, Action A, double Times) const;
  bool add(Interval &Sum, Structure S, Action A, Held H, double Times) const;

  const PlacedChanges &P;
  const Model &M;
  const CostModel &Costs;
  const ContainerUse &Use;
  Held Elements;
  double N;
  bool IsDeque;
};

} // namespace

bool Alternatives::add(Interval &Sum, Structure S, Action A, Held H,
                       double Times) const {
  std::optional<Interval> Cost = timesCost(Costs, S, A, H, N, Times);
  if (Cost)
    Sum = Sum + *Cost;
  return Cost.has_value();
}

bool Alternatives::addExtra(Interval &Sum, Structure S, Action A,
                            double Times) const {
  std::optional<Interval> Then = timesCost(Costs, S, A, Elements, N, Times);
  std::optional<Interval> Now = timesCost(Costs, base(), A, Elements, N, Times);
  if (!Then || !Now)
    return false;
  Sum = Sum + Interval{std::max(0.0, Then->Low - Now->Low),
                       std::max(0.0, Then->Mid - Now->Mid),
                       std::max(0.0, Then->High - Now->High)};
  return true;
}

/// The model counts how many there are: of a vector half of them move on
/// average, of a deque a quarter.
std::optional<Interval> Alternatives::now() const {
  double PerMoved = IsDeque ? 4 : 2;
  Interval Sum;
  for (auto [S, A] : {std::pair(&P.Inserts, Action::InsertMiddle),
                      {&P.Erases, Action::EraseMiddle}}) {
    std::optional<Interval> Cost = timesCost(
        Costs, base(), A, Elements, PerMoved * S->meanMoved(), S->Observed);
    if (!Cost)
      return std::nullopt;
    Sum = Sum + *Cost;
  }
  return Sum;
}

std::optional<Interval> Alternatives::deque() const {
  if (IsDeque || !P.IsAtEnds)
    return std::nullopt;
  Interval Sum;
  constexpr Structure S = Structure::Deque;
  bool IsKnown = add(Sum, S, Action::PushFront, Elements, P.Inserts.Observed) &&
                 add(Sum, S, Action::PopFront, Elements, P.Erases.Observed) &&
                 addExtra(Sum, S, Action::PushBack, count(HONE_OP_PushBack)) &&
                 addExtra(Sum, S, Action::Iterate, count(HONE_OP_Advance)) &&
                 addExtra(Sum, S, Action::Index, count(HONE_OP_Index));
  return IsKnown ? std::optional(Sum) : std::nullopt;
}

std::optional<Interval> Alternatives::list() const {
  if (Use.mentions(kinds::Random))
    return std::nullopt;
  Interval Sum;
  constexpr Structure S = Structure::List;
  double Pushed = count(HONE_OP_PushBack);
  // What is not erased is destroyed, one by one, too.
  double Left = std::max(0.0, Pushed + P.Inserts.Observed - P.Erases.Observed);
  bool IsKnown =
      add(Sum, S, Action::InsertMiddle, Elements, P.Inserts.Observed) &&
      add(Sum, S, Action::EraseMiddle, Elements, P.Erases.Observed + Left) &&
      addExtra(Sum, S, Action::PushBack, Pushed) &&
      addExtra(Sum, S, Action::Iterate, count(HONE_OP_Advance));
  return IsKnown ? std::optional(Sum) : std::nullopt;
}

/// Of what is searched by halving, and so kept in order.
std::optional<Interval> Alternatives::tree() const {
  double Searches = count(HONE_OP_SearchSorted);
  if (!Searches || P.IsAtFront || Use.mentions({HONE_OP_Index, HONE_OP_Sort}))
    return std::nullopt;
  // The search for the place is part of the tree's insertion or erasure.
  Searches = std::max(0.0, Searches - P.number());
  Held Keys = Held::integers();
  std::optional<Interval> Find =
      timesCost(Costs, Structure::Map, Action::FindHit, Keys, N, Searches);
  std::optional<Interval> Halving = timesCost(
      Costs, Structure::SortedVector, Action::FindHit, Keys, N, Searches);
  Interval Sum;
  constexpr Structure S = Structure::Map;
  if (!Find || !Halving ||
      !add(Sum, S, Action::Insert, Keys, P.Inserts.Observed) ||
      !add(Sum, S, Action::Erase, Keys, P.Erases.Observed) ||
      !add(Sum, S, Action::Iterate, Keys, count(HONE_OP_Advance)))
    return std::nullopt;
  return Sum + Interval{std::max(0.0, Find->Low - Halving->Low),
                        std::max(0.0, Find->Mid - Halving->Mid),
                        std::max(0.0, Find->High - Halving->High)};
}

/// How often the functions that erase walk over it.
double Alternatives::passes() const {
  std::map<FunctionId, double> Begins, Advances;
  for (uint32_t I : Use.container().Operations) {
    const Operation &O = M.Operations[I];
    if (O.Kind == HONE_OP_Begin)
      Begins[O.Function] += double(O.Count);
    else if (O.Kind == HONE_OP_Retreat) // begin() + I: no walk begins
      Begins[O.Function] -= double(O.Count);
    else if (O.Kind == HONE_OP_Advance || O.Kind == HONE_OP_Index)
      Advances[O.Function] += double(O.Count);
  }
  double Sum = 0;
  std::map<FunctionId, bool> Seen;
  for (const Operation *O : P.Places) {
    if (Seen[O->Function])
      continue;
    Seen[O->Function] = true;
    if (Advances[O->Function] <= 0)
      return 0; // erases without a walk
    double Calls =
        O->Function != NoId ? double(M.Functions[O->Function].Calls) : 0;
    Sum += Begins[O->Function] > 0 ? Begins[O->Function] : Calls;
  }
  return Sum;
}

bool Alternatives::erasesInWalks() const {
  return llvm::any_of(P.Places, [&](const Operation *Place) {
    return Place->Kind == HONE_OP_EraseAt &&
           llvm::any_of(Use.container().Operations, [&](uint32_t I) {
             return M.Operations[I].Kind == HONE_OP_Advance &&
                    M.Operations[I].Function == Place->Function;
           });
  });
}

std::optional<Interval> Alternatives::compaction() const {
  double Passes = passes();
  if (!P.ErasesMost || !Passes || P.Erases.Moved <= 0)
    return std::nullopt;
  double PerMoved = P.NowNs / P.moved();
  return PassError * (std::min(Passes * N, P.moved()) * PerMoved);
}

std::optional<Interval> Alternatives::saving(Instead What) const {
  if (What == Instead::Compaction) {
    std::optional<Interval> Then = compaction();
    if (!Then)
      return std::nullopt;
    return Interval{1 - TimeError, 1, 1 + TimeError} * P.NowNs - *Then;
  }
  std::optional<Interval> Then = What == Instead::Deque  ? deque()
                                 : What == Instead::List ? list()
                                                         : tree();
  std::optional<Interval> Now = now();
  if (!Then || !Now)
    return std::nullopt;
  // Elements that take longer to move than plain bytes do: what does not move
  // them does not take longer.
  double Slower = P.NowNs / Now->High;
  if (Slower > MostSlower)
    Now = *Now * (Slower / MostSlower);
  return savingOf(P.NowNs, *Now, *Then);
}

static void sortBySaving(std::vector<PlacedAlternative> &All) {
  llvm::stable_sort(All,
                    [](const PlacedAlternative &A, const PlacedAlternative &B) {
                      return A.SavingNs.Mid > B.SavingNs.Mid;
                    });
}

std::vector<PlacedAlternative> alternativesTo(const PlacedChanges &P,
                                              const Model &M,
                                              const CostModel &Costs,
                                              const ContainerUse &Use) {
  Alternatives All(P, M, Costs, Use);
  std::vector<PlacedAlternative> Saving;
  for (Instead What :
       {Instead::Compaction, Instead::Deque, Instead::List, Instead::Tree})
    if (std::optional<Interval> Saved = All.saving(What);
        Saved && Saved->Low > 0)
      Saving.push_back({What, *Saved});
  sortBySaving(Saving);
  if (Saving.size() > 1 && Saving[0].What == Instead::Deque &&
      All.erasesInWalks())
    for (size_t I = 1; I != Saving.size(); ++I)
      if (Saving[I].What == Instead::List &&
          Saving[I].SavingNs.Mid >= NearlyAsMuch * Saving[0].SavingNs.Mid)
        std::rotate(Saving.begin(), Saving.begin() + I, Saving.begin() + I + 1);
  return Saving;
}

} // namespace hone
