//===- vector-of-pointers.cpp - rule vector-of-pointers --------*- C++ -*-===//
//
// Owns: when the elements that a vector of unique_ptr owns could stand in the
// vector itself, and what that saves: an allocation for each, and the way to it
// in walks. Derived classes are the good reason for such a vector: it stays
// silent unless all elements come from one line and have one size.
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

/// Larger elements are worth their pointer: growing, sorting and erasing move
/// whole ones, and a walk has one miss for each either way.
constexpr double LargestElement = 128;
/// With fewer looks at elements nothing is worth a word.
constexpr double LeastLooks = 10'000;
/// A list waits for each element's address before it can ask for the next; a
/// vector of pointers knows them all. So much of the way from elements that
/// stand in a row to a list it is: little where elements were allocated in the
/// order of the walk (measured: 0.1 to 0.2 ns each), which they mostly are, as
/// all come from one line; half, and of a cold list, where they lie anywhere.
constexpr double ChaseInOrder = 0.15, ChaseAnywhere = 0.5;

/// Where pointers earn their keep: they are cheaper to move than what they
/// point to.
const Kinds Rearranges = {HONE_OP_Sort, HONE_OP_InsertAt, HONE_OP_EraseAt,
                          HONE_OP_Unique};
const Kinds MovesAway = {HONE_OP_Move, HONE_OP_Swap, HONE_OP_Other,
                         HONE_OP_Passed};

struct Pointers {
  std::string Pointee;
  const Operation *Push = nullptr;
  double Pushed = 0, Walked = 0, Indexed = 0;
  double Bytes = 0; ///< of what is pointed to
  double Size = 0;
};

} // namespace

/// "Shape" of "std::unique_ptr<Shape>"; empty: not such a pointer, or one with
/// a deleter.
static std::string pointee(StringRef Element) {
  std::string Type = valueType(Element);
  StringRef Text = Type;
  if (!Text.consume_front("std::unique_ptr<") || !Text.consume_back(">"))
    return "";
  std::vector<std::string> Arguments = splitTypes(Text);
  bool IsPlain = Arguments.size() == 1 ||
                 (Arguments.size() == 2 &&
                  StringRef(Arguments[1]).starts_with("std::default_delete<"));
  bool IsArray = !Arguments.empty() && StringRef(Arguments[0]).ends_with("]");
  return IsPlain && !IsArray ? Arguments[0] : "";
}

/// Bytes that one vector's own blocks have in all, if each has twice the room
/// of the one before.
static double growthBytes(double Elements) {
  double Room = 1;
  while (Room < Elements)
    Room *= 2;
  return (2 * Room - 1) * sizeof(void *);
}

/// The size of the block that the line which appends asks for with each
/// element; null: it does not, or they are not all of one size.
static std::optional<double> blockBytes(const Model &M, const ContainerUse &Use,
                                        const Operation &Push) {
  std::optional<double> Instances = instancesOf(Use);
  double Pushed = double(Push.Count);
  MemoryUse Memory = memoryOf(M, &Push);
  if (!Instances || double(Memory.Blocks) < Pushed)
    return std::nullopt;
  double Own = Use.has(HONE_OP_Reserve)
                   ? 0
                   : *Instances * growthBytes(Pushed / *Instances);
  double Bytes = (double(Memory.Bytes) - Own) / Pushed;
  bool IsOneSize = Bytes >= 1 && std::abs(Bytes - std::round(Bytes)) < 0.001;
  return IsOneSize ? std::optional(std::round(Bytes)) : std::nullopt;
}

static std::optional<Pointers> pointersOf(const Model &M,
                                          const ContainerUse &Use) {
  Pointers P;
  if (Use.type().TheFamily != Family::Vector ||
      (P.Pointee = pointee(Use.type().Value)).empty() ||
      Use.mentions(MovesAway) || Use.has(Rearranges) ||
      Use.hasFlag(OPERATION_KEEPS, allKinds()))
    return std::nullopt;
  std::vector<const Operation *> Pushes = Use.places(HONE_OP_PushBack);
  if (Pushes.size() != 1)
    return std::nullopt;
  P.Push = Pushes.front();
  P.Pushed = double(P.Push->Count);
  P.Walked = double(Use.count(HONE_OP_Advance));
  P.Indexed = double(Use.count(HONE_OP_Index));
  std::optional<double> Bytes = blockBytes(M, Use, *P.Push);
  if (!Bytes || *Bytes > LargestElement ||
      P.Walked + P.Indexed + P.Pushed < LeastLooks)
    return std::nullopt;
  P.Bytes = *Bytes;
  P.Size = typicalSize(M, Use);
  return P;
}

static Interval saving(const CostModel &Costs, const Model &M,
                       const ContainerUse &Use, const Pointers &P) {
  Held Element = Held::elements(P.Bytes), Pointer = Held::elements(8);
  auto Cost = [&](Structure S, Action A, Held H, double Times) {
    return timesCost(Costs, S, A, H, P.Size, Times).value_or(Interval());
  };
  constexpr Structure V = Structure::Vector, L = Structure::List;
  // Walks.
  Interval InRow = Cost(V, Action::Iterate, Element, P.Walked);
  Interval Chased = Cost(L, Action::Iterate, Element, P.Walked);
  Interval Chase = {
      0, ChaseInOrder * std::max(0.0, Chased.Low - InRow.Low),
      ChaseAnywhere * std::max(0.0, Chased.High - InRow.High)};
  Interval Now = InRow + Chase;
  Interval Then = InRow;
  // By number: the pointer, then what it points to.
  Now = Now + Cost(V, Action::Index, Pointer, P.Indexed) +
        Cost(V, Action::Index, Element, P.Indexed);
  Then = Then + Cost(V, Action::Index, Element, P.Indexed);
  // A list's element is a block of its own, too.
  Now = Now + Cost(V, Action::Fill, Pointer, P.Pushed) +
        Cost(L, Action::Fill, Element, P.Pushed);
  Then = Then + Cost(V, Action::Fill, Element, P.Pushed);
  return modelledSaving(
      mostFunctionsNs(M, Use.places(Kinds(HONE_OP_PushBack) | HONE_OP_Advance |
                                    HONE_OP_Index)),
      Now, Then);
}

static void describe(const Model &M, const ContainerUse &Use, const Pointers &P,
                     Finding &F) {
  auto Words = [](double Count) { return countWords(uint64_t(Count)); };
  F.Title = containerWords(M, Use.container()) + " points to " +
            Words(P.Pushed) + " elements of " + meanWords(P.Bytes) +
            " bytes, each a block of its own";
  F.Observed = {"all " + Words(P.Pushed) + " come from " +
                    placeWords(M, P.Push) + ", which asks for one block of " +
                    meanWords(P.Bytes) + " bytes for each",
                "walked over " + Words(P.Walked) + " elements, indexed " +
                    Words(P.Indexed) + " times"};
  F.Evidence.insert(F.Evidence.end(), {{"appended", int64_t(P.Pushed)},
                                       {"walked", int64_t(P.Walked)},
                                       {"indexed", int64_t(P.Indexed)},
                                       {"mean_size", P.Size},
                                       {"element_bytes", P.Bytes}});
}

void detectVectorOfPointers(const Model &M, const CostModel &Costs,
                            std::vector<Finding> &Out) {
  for (const ContainerUse &Use : containerUses(M)) {
    std::optional<Pointers> P = pointersOf(M, Use);
    if (!P)
      continue;
    Interval Saved = saving(Costs, M, Use, *P);
    if (Saved.Low <= 0)
      continue;
    Finding F = containerFinding(M, Use, "vector-of-pointers", nullptr);
    F.SavingNs = Saved;
    describe(M, Use, *P, F);
    setConfidence(F, Use, Confidence::Low,
                  "it holds if all elements are of the class " + P->Pointee +
                      " itself, and nothing else points to them",
                  ~uint64_t(0));
    F.Risks.push_back({true, "all elements come from one line and have one "
                             "size"});
    F.Risks.push_back({true, "it is never sorted, inserted into or erased "
                             "from, which pointers make cheap"});
    addStabilityRisks(F, Use);
    F.Risks.push_back(
        {false, "classes derived from " + P->Pointee + ", and null pointers"});
    F.Risks.push_back({false, "pointers to elements that are kept elsewhere: "
                              "those into a vector become invalid when it "
                              "grows (a std::deque's do not)"});
    std::string Name = sketchName(Use.container());
    F.Fix = "Keep the elements themselves in the vector, or in a std::deque "
            "where others point to them.";
    F.Before = Use.type().Name + " " + Name + ";\n" + Name +
               ".push_back(std::make_unique<" + P->Pointee + ">(...));";
    F.After = "std::vector<" + P->Pointee + "> " + Name + ";\n" + Name +
              ".emplace_back(...);";
    Out.push_back(std::move(F));
  }
}

} // namespace hone
