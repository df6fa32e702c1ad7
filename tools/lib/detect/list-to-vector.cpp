//===- list-to-vector.cpp - rule list-to-vector ----------------*- C++ -*-===//
//
// Owns: when a list would be faster as a vector or a deque. Walks, and what is
// appended, are counted and not timed: the saving is the cost model's, as far
// as the time of the functions that do it allows. A list that needs to be one,
// by what is done to it or by its cost, stays silent.
//
//===----------------------------------------------------------------------===//

#include "ContainerFinding.h"
#include "Detectors.h"
#include "SequenceUse.h"
#include "Words.h"

using namespace llvm;

namespace hone {
namespace {

/// With fewer operations nothing is worth a word.
constexpr uint64_t LeastWork = 1000;
/// Where nothing was observed of an element, it is two words.
constexpr double LeastSize = 2;

/// A vector that saves so much of what a deque does is the simpler one, and
/// takes less memory.
constexpr double NearlyAsMuch = 0.85;
/// Other code on the lines of insertions asks for no more blocks than this.
constexpr double NodeError = 0.1;
/// A vector has room for up to twice its elements.
constexpr double MostRoom = 2;

/// How often the list is used for what.
struct ListUse {
  double Size = 0;      ///< of the list, where it is used
  double AllAtOnce = 0; ///< elements of all lists of the variable together
  double Walked = 0, Back = 0, Front = 0, PoppedFront = 0, Inserted = 0,
         Erased = 0, Sorted = 0;
  double Filled = 0; ///< of those appended, what went with the list
  std::vector<const Operation *> Places;
};

/// What only a list can do: nodes that change lists, and iterators and
/// references that stay valid.
const Kinds Nodes = {HONE_OP_Splice, HONE_OP_Swap};
const Kinds Fronts = {HONE_OP_PushFront, HONE_OP_PopFront};

} // namespace

/// How many lists of the variable there are at a time: of elements, as many as
/// what they are in holds at most; else one, as far as anything tells.
static double listsAtOnce(const Model &M, const ContainerUse &Use) {
  const Container &C = Use.container();
  if (C.Kind != VARIABLE_ELEMENT || C.Within == ~0u)
    return 1;
  ContainerUse Within(M, C.Within);
  return std::max(1.0, double(Within.sample(allKinds()).MaxSize));
}

/// What an element is: lists are not observed, but each of their nodes is a
/// block, and holds links beside it. Where that does not show, its type tells.
static Held elementOf(const Model &M, const ContainerUse &Use) {
  Kinds Adds = {HONE_OP_PushBack, HONE_OP_PushFront, HONE_OP_InsertAt};
  MemoryUse Nodes = memoryOf(M, Use.places(Adds));
  double Links = Use.type().TheFamily == Family::List ? 16 : 8;
  double Added = double(Use.count(Adds)), Blocks = double(Nodes.Blocks);
  if (Added > 0 && std::abs(Blocks - Added) <= NodeError * Added)
    if (double Bytes = double(Nodes.Bytes) / Blocks - Links; Bytes >= 1)
      return Held::elements(Bytes);
  return elementsOf(M, Use);
}

static ListUse listUse(const Model &M, const ContainerUse &Use) {
  ListUse L;
  auto Count = [&](Kinds Of) { return double(Use.count(Of)); };
  L.Size = typicalSize(M, Use);
  L.AllAtOnce = L.Size * listsAtOnce(M, Use);
  L.Walked = Count({HONE_OP_Advance, HONE_OP_Retreat}) +
             Use.sample(Kinds{HONE_OP_SearchAll, HONE_OP_Remove}).Moved;
  L.Back = Count({HONE_OP_PushBack, HONE_OP_PopBack});
  L.Front = Count(HONE_OP_PushFront);
  L.PoppedFront = Count(HONE_OP_PopFront);
  L.Inserted = Count(HONE_OP_InsertAt);
  L.Erased = Count(HONE_OP_EraseAt);
  L.Sorted = Use.sample(HONE_OP_Reorder).Moved;
  L.Filled = std::clamp(Count(HONE_OP_PushBack) + L.Front + L.Inserted -
                            Count(HONE_OP_PopBack) - L.PoppedFront - L.Erased,
                        0.0, Count(HONE_OP_PushBack));
  L.Places = Use.places(kinds::Walks | kinds::Changes |
                        Kinds{HONE_OP_Reorder, HONE_OP_Remove});
  return L;
}

/// All of it on one structure; null: it cannot do some of it.
static std::optional<Interval> cost(const CostModel &Costs, Structure S,
                                    const ListUse &L, Held H) {
  Interval Sum;
  for (auto [A, Times] : {std::pair(Action::Fill, L.Filled),
                          {Action::PushBack, L.Back - L.Filled},
                          {Action::PushFront, L.Front},
                          {Action::PopFront, L.PoppedFront},
                          {Action::InsertMiddle, L.Inserted},
                          {Action::EraseMiddle, L.Erased},
                          {Action::Sort, L.Sorted}}) {
    std::optional<Interval> Cost = timesCost(Costs, S, A, H, L.Size, Times);
    if (!Cost)
      return std::nullopt;
    Sum = Sum + *Cost;
  }
  // How far apart in memory elements are is a matter of all lists that there
  // are.
  std::optional<Interval> Walk =
      timesCost(Costs, S, Action::Iterate, H, L.AllAtOnce, L.Walked);
  return Walk ? std::optional(Sum + *Walk) : std::nullopt;
}

/// Nothing where the model does not know.
static Interval saving(const Model &M, const CostModel &Costs, Structure To,
                       const ListUse &L, Held H) {
  std::optional<Interval> Now = cost(Costs, Structure::List, L, H);
  std::optional<Interval> Then = cost(Costs, To, L, H);
  if (!Now || !Then)
    return {};
  // A vector that grows past some size gets new memory each time it is filled.
  if (To == Structure::Vector)
    *Then =
        *Then + freshMemoryNs(MostRoom * L.Size * H.Size, L.Filled * H.Size);
  return modelledSaving(mostFunctionsNs(M, L.Places), *Now, *Then);
}

static bool isCandidate(const ContainerUse &Use) {
  Family F = Use.type().TheFamily;
  return (F == Family::List || F == Family::ForwardList) &&
         !Use.mentions(Nodes) && !Use.hasFlag(OPERATION_KEEPS, allKinds());
}

static void describe(const Model &M, const ContainerUse &Use, const ListUse &L,
                     StringRef Instead, Finding &F) {
  auto Words = [](double Count) { return countWords(uint64_t(Count)); };
  bool IsChanged = L.Inserted + L.Erased > 0;
  F.Title =
      containerWords(M, Use.container()) + " of about " + meanWords(L.Size) +
      " elements is walked over " + Words(L.Walked) + " elements, and " +
      (IsChanged
           ? "changed in its middle " + Words(L.Inserted + L.Erased) + " times"
           : "never changed in its middle");
  F.Observed = {"walked over " + Words(L.Walked) +
                    " elements, appended to or shortened " + Words(L.Back) +
                    " times, changed at its front " +
                    Words(L.Front + L.PoppedFront) +
                    " times, at other places " + Words(L.Inserted + L.Erased) +
                    " times (exact)",
                "used at " + placeWords(M, L.Places),
                "each element is a block of its own of " +
                    byteWords(elementOf(M, Use).Size + 2 * sizeof(void *)) +
                    " or more, and a walk waits for each one's address"};
  F.Evidence.insert(F.Evidence.end(),
                    {{"walked", int64_t(L.Walked)},
                     {"back_changes", int64_t(L.Back)},
                     {"front_changes", int64_t(L.Front + L.PoppedFront)},
                     {"place_changes", int64_t(L.Inserted + L.Erased)},
                     {"mean_size", L.Size},
                     {"element_bytes", elementOf(M, Use).Size},
                     {"alternative", Instead.str()}});
}

static void judge(const ContainerUse &Use, const ListUse &L, Finding &F) {
  setConfidence(F, Use, Confidence::Medium,
                "nodes never change lists, and nothing keeps a place in it "
                "beyond a function",
                ~uint64_t(0));
  F.Risks.push_back({true, "no node is spliced into or out of it"});
  addStabilityRisks(F, Use);
  F.Risks.push_back({false, "pointers to elements that are taken otherwise "
                            "(&Item in a walk) and used after an insertion"});
  F.Risks.push_back(
      {false,
       "elements that cannot be moved or copied, which a list holds, too"});
  if (L.Inserted + L.Erased > 0)
    F.Risks.push_back({false,
                       "iterators that are used on after an insertion or "
                       "erasure elsewhere in the same function"});
}

static void sketch(const ContainerUse &Use, StringRef Template, Finding &F) {
  std::string Name = sketchName(Use.container());
  F.Fix = "Make it a std::" + Template.str() +
          ": what is walked stands in a row, and needs no allocation for each "
          "element. Erasures in a walk become std::remove_if and erase.";
  F.Before = Use.type().Name + " " + Name + ";";
  F.After = withTemplate(Use.type(), Template) + " " + Name + ";";
}

void detectListToVector(const Model &M, const CostModel &Costs,
                        std::vector<Finding> &Out) {
  for (const ContainerUse &Use : containerUses(M)) {
    if (!isCandidate(Use))
      continue;
    ListUse L = listUse(M, Use);
    if (L.Size < LeastSize || L.Walked + L.Back + L.Front < LeastWork)
      continue;
    Held H = elementOf(M, Use);
    Interval Saved = saving(M, Costs, Structure::Deque, L, H);
    bool UsesDeque = true;
    if (Interval OfVector = saving(M, Costs, Structure::Vector, L, H);
        !Use.has(Fronts) && OfVector.Mid >= NearlyAsMuch * Saved.Mid) {
      Saved = OfVector;
      UsesDeque = false;
    }
    if (Saved.Low <= 0)
      continue;
    Finding F = containerFinding(M, Use, "list-to-vector", nullptr);
    F.Proposed = Structure::Vector;
    F.SavingNs = Saved;
    StringRef Template = UsesDeque ? "deque" : "vector";
    describe(M, Use, L, ("std::" + Template).str(), F);
    judge(Use, L, F);
    sketch(Use, Template, F);
    Out.push_back(std::move(F));
  }
}

} // namespace hone
