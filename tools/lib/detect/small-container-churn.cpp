//===- small-container-churn.cpp - rule small-container-churn --*- C++ -*-===//
//
// Owns: when a local container that a loop makes and destroys in each turn is
// better made before the loop and emptied in it, and what that saves: what the
// cost model says of growing from nothing, less appending to what has room.
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

/// So many turns of the loop for each call of its function, at least: what is
/// made once in a call has nowhere to go but out of the function.
constexpr double LeastTurns = 4;
/// Fewer final sizes than these say nothing of the others.
constexpr uint64_t FewSizes = 10;
/// At its end it must still have so much of what was appended: else it was
/// moved away, and its memory with it.
constexpr double LeastKept = 0.5;
/// Here a vector's room is all there: appending costs no more than that.
constexpr double LargeSize = 1024;
/// Characters are looked up in words, see missing-reserve.
constexpr double WordBytes = 8;
/// Shorter strings stand in the std::string itself, in libstdc++ and libc++.
constexpr double InlineCharacters = 22;

struct Churn {
  std::vector<const Operation *> Places; ///< where it is made and filled
  double Made = 0, Size = 0;
  uint64_t MaxSize = 0, Samples = 0;
  double Turns = 0; ///< for each call of the function
  Interval SavingNs;
};

} // namespace

static bool isString(const ContainerUse &Use) {
  return Use.type().TheFamily == Family::String;
}

/// clear() keeps the room of these.
static bool keepsRoom(const ContainerUse &Use) {
  return Use.type().TheFamily == Family::Vector || isString(Use) ||
         Use.type().isHash();
}

/// Nothing takes its memory, or refers to what it holds.
static bool staysHere(const ContainerUse &Use) {
  return !Use.mentions(
             {HONE_OP_Move, HONE_OP_Swap, HONE_OP_Splice, HONE_OP_Other}) &&
         !Use.hasFlag(OPERATION_KEEPS, allKinds());
}

static std::optional<Churn> churnOf(const Model &M, const ContainerUse &Use) {
  const Container &C = Use.container();
  if (C.Kind != VARIABLE_LOCAL || C.Name.empty() || C.Function == NoId ||
      !keepsRoom(Use) || !staysHere(Use))
    return std::nullopt;
  Churn R;
  R.Made = double(Use.count({HONE_OP_Construct, HONE_OP_Fill}));
  R.Turns = R.Made / std::max(1.0, double(M.Functions[C.Function].Calls));
  OperationSample Final = Use.sample(HONE_OP_Destroy);
  if (R.Turns < LeastTurns || Final.Samples < FewSizes ||
      double(Use.count(HONE_OP_Destroy)) < LeastKept * R.Made)
    return std::nullopt;
  R.Size = Final.meanSize();
  R.MaxSize = Final.MaxSize;
  R.Samples = Final.Samples;
  double Appended = double(Use.count(HONE_OP_PushBack)) / R.Made;
  double Removed = double(Use.count(
      {HONE_OP_PopBack, HONE_OP_EraseAt, HONE_OP_Remove, HONE_OP_Clear}));
  if (Removed < 1 && R.Size < LeastKept * Appended)
    return std::nullopt;
  R.Places =
      Use.places(kinds::Constructions | kinds::Appends | kinds::KeyInserts |
                 Kinds{HONE_OP_Destroy, HONE_OP_Resize, HONE_OP_Assign,
                       HONE_OP_Subscript, HONE_OP_Reserve});
  return R.Size >= (isString(Use) ? InlineCharacters : 1) ? std::optional(R)
                                                          : std::nullopt;
}

/// Whether it grows step by step, or asks for its memory once.
static bool growsSlowly(const ContainerUse &Use) {
  return Use.has(kinds::Appends | kinds::KeyInserts | HONE_OP_Subscript) &&
         !Use.has({HONE_OP_Reserve, HONE_OP_Fill, HONE_OP_Resize});
}

static Interval saving(const CostModel &Costs, const Model &M,
                       const ContainerUse &Use, const Churn &R) {
  bool IsHash = Use.type().isHash(), Grows = growsSlowly(Use);
  Held H = IsHash ? keysOf(Use) : elementsOf(M, Use);
  double N = R.Size, Times = R.Size * R.Made;
  if (isString(Use)) {
    H = Held::elements(WordBytes);
    N /= WordBytes;
    Times /= WordBytes;
  }
  std::optional<Interval> Now, Then;
  if (IsHash) {
    Now = timesCost(Costs,
                    Grows ? Structure::HashMap : Structure::ReservedHashMap,
                    Action::Fill, H, N, Times);
    Then = timesCost(Costs, Structure::ReservedHashMap, Action::Fill, H,
                     std::max(N, LargeSize), Times);
  } else {
    Now =
        timesCost(Costs, Grows ? Structure::Vector : Structure::ReservedVector,
                  Action::Fill, H, N, Times);
    Then = timesCost(Costs, Structure::ReservedVector, Action::PushBack, H,
                     std::max(N, LargeSize), Times);
  }
  if (!Now || !Then)
    return {};
  return modelledSaving(mostLinesNs(M, R.Places), *Now, *Then);
}

static void describe(const Model &M, const ContainerUse &Use, const Churn &R,
                     Finding &F) {
  StringRef Unit = isString(Use) ? "characters" : "elements";
  MemoryUse Memory = memoryOf(M, R.Places);
  F.Title = containerWords(M, Use.container()) + " is made and destroyed " +
            countWords(uint64_t(R.Made)) + " times in a loop, with " +
            meanWords(R.Size) + " " + Unit.str();
  F.Observed = {countWords(uint64_t(R.Made)) + " containers, " +
                    meanWords(R.Turns) + " in each call of its function",
                "each holds " + meanWords(R.Size) + " " + Unit.str() +
                    " at its end on average, " + countWords(R.MaxSize) +
                    " at most (measured on " + countWords(R.Samples) + ")",
                "made and filled at " + placeWords(M, R.Places)};
  if (Memory.Blocks)
    F.Observed.push_back("these lines asked for " +
                         plural(Memory.Blocks, "block", "blocks") +
                         ", those of the elements included");
  F.Evidence.insert(
      F.Evidence.end(),
      {{"containers", int64_t(R.Made)},
       {"turns_per_call", R.Turns},
       {"final_size", R.Size},
       {"max_size", int64_t(R.MaxSize)},
       {"element_bytes", elementBytes(M, Use)},
       {"allocations",
        M.Heap.IsCollected ? json::Value(int64_t(Memory.Blocks)) : nullptr},
       {"observed_sizes", int64_t(R.Samples)}});
}

static void sketch(const ContainerUse &Use, Finding &F) {
  std::string Name = sketchName(Use.container());
  F.Fix = "Make it before the loop and clear() it at the start of each turn: "
          "it keeps its memory.";
  F.Before = fillTemplate(R"(
for (...) {
  $Type $Name;
)",
                          {{"Type", Use.type().Name}, {"Name", Name}});
  F.After = fillTemplate(R"(
$Type $Name;
for (...) {
  $Name.clear();
)",
                         {{"Type", Use.type().Name}, {"Name", Name}});
}

void detectSmallContainerChurn(const Model &M, const CostModel &Costs,
                               std::vector<Finding> &Out) {
  for (const ContainerUse &Use : containerUses(M)) {
    std::optional<Churn> R = churnOf(M, Use);
    if (!R)
      continue;
    R->SavingNs = saving(Costs, M, Use, *R);
    if (R->SavingNs.Low <= 0)
      continue;
    Finding F = containerFinding(M, Use, "small-container-churn", nullptr);
    F.SavingNs = R->SavingNs;
    describe(M, Use, *R, F);
    setConfidence(F, Use, Confidence::Medium,
                  "it is destroyed with what it was filled with: nothing takes "
                  "its memory",
                  R->Samples);
    F.Risks.push_back({true, "it is not moved, swapped or returned"});
    addStabilityRisks(F, Use);
    F.Risks.push_back({false, "elements whose destructors do something that "
                              "must happen at the end of each turn"});
    F.Risks.push_back({false, "one very large turn: its memory is kept until "
                              "the loop ends"});
    sketch(Use, F);
    Out.push_back(std::move(F));
  }
}

} // namespace hone
