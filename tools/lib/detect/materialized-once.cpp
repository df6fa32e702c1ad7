//===- materialized-once.cpp - rule materialized-once ----------*- C++ -*-===//
//
// Owns: when a local sequence is filled, walked once and dropped, so that its
// elements could be used as they come, and what storing them costs. Anything
// else that is done to it, wherever in the code, keeps the rule silent.
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

/// All that may be done to it. Size is not among them: whoever asks it needs
/// all elements at once.
const Kinds Allowed = {HONE_OP_Construct, HONE_OP_Destroy, HONE_OP_PushBack,
                       HONE_OP_Reserve,   HONE_OP_Begin,   HONE_OP_End,
                       HONE_OP_Advance};
/// Of what is appended, so much is walked over, or there is another reason to
/// have it.
constexpr double LeastWalked = 0.5;
/// All but a few are destroyed where they were made: the others were thrown
/// away with an exception, or ended with the process.
constexpr double LeastDestroyed = 0.99;

struct Once {
  std::vector<const Operation *> Places;
  double Made = 0, Pushed = 0, Walked = 0;
  double size() const { return Pushed / Made; }
};

} // namespace

static bool isOnlyWalked(const Model &M, const ContainerUse &Use) {
  for (uint32_t I : Use.container().Operations)
    if (!Allowed.contains(M.Operations[I].Kind))
      return false;
  return !Use.container().IsShared && !Use.hasFlag(OPERATION_KEEPS, Allowed);
}

static std::optional<Once> onceOf(const Model &M, const ContainerUse &Use) {
  Family Of = Use.type().TheFamily;
  const Container &C = Use.container();
  if (C.Kind != VARIABLE_LOCAL ||
      (Of != Family::Vector && Of != Family::Deque && Of != Family::List) ||
      !isOnlyWalked(M, Use))
    return std::nullopt;
  Once R;
  R.Made = double(Use.count(HONE_OP_Construct));
  R.Pushed = double(Use.count(HONE_OP_PushBack));
  R.Walked = double(Use.count(HONE_OP_Advance));
  double Destroyed = double(Use.count(HONE_OP_Destroy));
  double Begun = double(Use.count(HONE_OP_Begin));
  if (!R.Made || !R.Pushed || Destroyed < LeastDestroyed * R.Made ||
      Begun > R.Made || R.Walked > R.Pushed ||
      R.Walked < LeastWalked * R.Pushed)
    return std::nullopt;
  R.Places = Use.places(Kinds(HONE_OP_PushBack) | HONE_OP_Advance);
  return R;
}

static Interval saving(const CostModel &Costs, const Model &M,
                       const ContainerUse &Use, const Once &R) {
  Structure S = Structure::Vector;
  if (Use.type().TheFamily == Family::Deque)
    S = Structure::Deque;
  else if (Use.type().TheFamily == Family::List)
    S = Structure::List;
  else if (Use.has(HONE_OP_Reserve))
    S = Structure::ReservedVector;
  Structure Walked = S == Structure::ReservedVector ? Structure::Vector : S;
  Held H = elementsOf(M, Use);
  std::optional<Interval> Fill =
      timesCost(Costs, S, Action::Fill, H, R.size(), R.Pushed);
  std::optional<Interval> Walk =
      timesCost(Costs, Walked, Action::Iterate, H, R.size(), R.Walked);
  if (!Fill || !Walk)
    return {};
  double Bytes = R.size() * elementBytes(M, Use);
  Interval Now = *Fill + *Walk + freshMemoryNs(Bytes, Bytes * R.Made);
  return modelledSaving(mostLinesNs(M, Use.places(Allowed)), Now, Interval());
}

static void describe(const Model &M, const ContainerUse &Use, const Once &R,
                     Finding &F) {
  auto Words = [](double Count) { return countWords(uint64_t(Count)); };
  MemoryUse Memory = memoryOf(M, Use.places(HONE_OP_PushBack));
  double Bytes = R.Pushed * elementBytes(M, Use);
  F.Title = containerWords(M, Use.container()) + " is filled with " +
            meanWords(R.size()) + " elements, walked once and dropped" +
            (R.Made > 1 ? ", " + Words(R.Made) + " times" : "");
  F.Observed = {Words(R.Pushed) + " elements of " +
                    byteWords(elementBytes(M, Use)) + " (" + byteWords(Bytes) +
                    ") are appended, " + Words(R.Walked) + " walked over",
                "at " + placeWords(M, R.Places),
                "nothing else is done to it anywhere"};
  F.Evidence.insert(
      F.Evidence.end(),
      {{"containers", int64_t(R.Made)},
       {"appended", int64_t(R.Pushed)},
       {"walked", int64_t(R.Walked)},
       {"mean_size", R.size()},
       {"element_bytes", elementBytes(M, Use)},
       {"stored_bytes", Bytes},
       {"allocations",
        M.Heap.IsCollected ? json::Value(int64_t(Memory.Blocks)) : nullptr}});
}

static void sketch(const ContainerUse &Use, Finding &F) {
  std::string Name = sketchName(Use.container());
  F.Fix = "Use each element where it is made, or hand it to a function that "
          "does; where the two loops must stay apart, a callback, a generator "
          "or a view (std::views::filter, transform) between them.";
  F.Before = fillTemplate(R"(
$Type $Name;
for (...)
  $Name.push_back(make());
for (const auto &Item : $Name)
  use(Item);
)",
                          {{"Type", Use.type().Name}, {"Name", Name}});
  F.After = "for (...)\n  use(make());";
}

void detectMaterializedOnce(const Model &M, const CostModel &Costs,
                            std::vector<Finding> &Out) {
  for (const ContainerUse &Use : containerUses(M)) {
    std::optional<Once> R = onceOf(M, Use);
    if (!R)
      continue;
    Interval Saved = saving(Costs, M, Use, *R);
    if (Saved.Low <= 0)
      continue;
    Finding F = containerFinding(M, Use, "materialized-once",
                                 Use.mostly(HONE_OP_PushBack));
    F.SavingNs = Saved;
    describe(M, Use, *R, F);
    // Elements are often collected first because using them at once would
    // change what they are taken from.
    setConfidence(F, Use, Confidence::Low,
                  "it holds if using an element does not change what the next "
                  "ones are made from",
                  ~uint64_t(0));
    F.Risks.push_back({true, "walked once at most, never indexed, sorted, "
                             "searched, copied, passed on or asked for its "
                             "size, in any code"});
    addStabilityRisks(F, Use);
    F.Risks.push_back({false, "using an element changes what is walked to make "
                              "them (collected to be erased)"});
    F.Risks.push_back({false, "all must be known to be good before the first "
                              "is used"});
    sketch(Use, F);
    Out.push_back(std::move(F));
  }
}

} // namespace hone
