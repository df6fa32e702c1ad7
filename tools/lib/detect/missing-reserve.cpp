//===- missing-reserve.cpp - rule missing-reserve --------------*- C++ -*-===//
//
// Owns: when a vector, string or hash table that grows step by step could have
// been given its room at once, and what that saves. push_back is counted, not
// timed: the saving is what the cost model says of growing with and without
// reserve, as far as samples of the lines allow it. Appending to strings is
// timed: the saving is no more than that takes, less copying the characters.
//
//===----------------------------------------------------------------------===//

#include "ContainerFinding.h"
#include "Detectors.h"
#include "KeyedUse.h"
#include "SequenceUse.h"
#include "Template.h"
#include "Words.h"

using namespace llvm;

namespace hone {
namespace {

/// Sizes that vary more cannot be known beforehand: what is reserved for one is
/// too much or too little for the others (PRIOR-ART K7).
constexpr double MostVariation = 0.5;
/// A vector of fewer elements grew three times at most; a string of fewer
/// characters once or twice, most of them never.
constexpr double LeastElements = 8, LeastCharacters = 64;
/// Of the final size, so much must have come one by one: what a container is
/// made of, or is given at once, was no growth.
constexpr double MostlyGrown = 0.5;
/// A container from which more than one in eight elements is taken again keeps
/// its room and uses it anew.
constexpr double MostTaken = 1.0 / 8;
/// As a string of single characters would cost more to append to than to grow,
/// growth is looked up in words.
constexpr double WordBytes = 8;
/// What appending to a string with room takes: a call of the library, and a
/// byte (0.05 ns; to memory that was not touched before, a page fault per 4
/// KiB).
constexpr Interval CallNs = {2, 4, 8}, ByteNs = {0.05, 0.1, 0.3};

/// How much of what the model says of growing hash tables it is where keys come
/// in the order of their hashes (1, 2, 3 ...): they are still in it when they
/// are hashed anew. Measured, of 20,000 keys: 2 ns where random ones take 17.
constexpr Interval InOrder = {0.05, 0.15, 0.5};
/// How much of what growing a vector takes the program waits for: the rest
/// overlaps with what it does to get the next element. Measured in two programs,
/// with vectors of 300 and of 500 elements: 0.4 and 0.6.
constexpr Interval Waits = {0.3, 0.5, 1};
/// Half of the largest size it is on average, if it grows evenly from nothing.
constexpr double EvenGrowth = 0.6;
/// Fewer final sizes than these say nothing of the others.
constexpr uint64_t FewSizes = 10;

/// A container that grows.
struct Growth {
  std::vector<const Operation *> Places;
  double Added = 0;                ///< elements, all instances together
  double Instances = 0;            ///< containers
  double Size = 0;                 ///< each one's in the end
  std::optional<double> Variation; ///< of that; null: not observed
  uint64_t Samples = 0;            ///< that Size is from
  MemoryUse Memory;                ///< asked for at the places
  Interval SavingNs;
};

const Kinds HashGrowth = kinds::KeyInserts | Kinds{HONE_OP_Subscript};

/// What gives it room, takes its room away, or keeps it for the next contents.
const Kinds Rooms = {HONE_OP_Reserve, HONE_OP_Assign, HONE_OP_Swap,
                     HONE_OP_Splice, HONE_OP_Capacity};
const Kinds Takes = {HONE_OP_PopBack, HONE_OP_EraseAt, HONE_OP_EraseKey,
                     HONE_OP_Remove};

} // namespace

static bool isString(const ContainerUse &Use) {
  return Use.type().TheFamily == Family::String;
}

static bool canReserve(const ContainerUse &Use) {
  return Use.type().TheFamily == Family::Vector || isString(Use) ||
         Use.type().isHash();
}

/// Emptied to be filled again: it has its room already.
static bool isReused(const ContainerUse &Use) {
  OperationSample Cleared = Use.sample(HONE_OP_Clear);
  return Use.has(HONE_OP_Clear) &&
         (!Cleared.Samples || Cleared.meanSize() >= 1);
}

/// Given its size before anything is appended, or possibly so: what grows
/// evenly from nothing, as far as that is observed, was not.
static bool isSized(const ContainerUse &Use) {
  OperationSample S = Use.sample(HONE_OP_Append);
  bool GrowsFromNothing =
      S.Samples && S.meanSize() <= EvenGrowth * double(S.MaxSize);
  return Use.has(HONE_OP_Resize) && !GrowsFromNothing;
}

/// How many elements came by these operations.
static double added(const ContainerUse &Use) {
  if (Use.type().isHash()) {
    OperationSample S = Use.sample(HashGrowth);
    return S.Observed - S.Hits;
  }
  return double(Use.count(HONE_OP_PushBack));
}

static std::optional<Growth> growthOf(const Model &M, const ContainerUse &Use) {
  if (!canReserve(Use) || Use.has(Rooms) || isSized(Use) || isReused(Use))
    return std::nullopt;
  std::optional<double> Instances = instancesOf(Use);
  if (!Instances)
    return std::nullopt;
  Growth G;
  G.Places = Use.places(Use.type().isHash() ? HashGrowth : kinds::Appends);
  if (G.Places.empty())
    return std::nullopt;
  G.Instances = *Instances;
  G.Added = added(Use);
  OperationSample Final = Use.sample(HONE_OP_Destroy);
  G.Samples = Final.Samples;
  G.Size = Final.Samples ? Final.meanSize() : G.Added / G.Instances;
  if (Final.Samples)
    G.Variation = Final.sizeVariation();
  if (OperationSample Appended = Use.sample(HONE_OP_Append); Appended.Samples) {
    // By how much each time is not counted: what grows evenly has half of its
    // size on average.
    if (!Final.Samples)
      G.Size = std::max(
          G.Size, std::min(double(Appended.MaxSize), 2 * Appended.meanSize()));
    G.Added = std::max(G.Added, G.Size * G.Instances);
    G.Samples = std::max(G.Samples, Appended.Samples);
  }
  G.Memory = memoryOf(M, G.Places);
  return G;
}

static bool isPredictable(const ContainerUse &Use, const Growth &G) {
  double Least = isString(Use) ? LeastCharacters : LeastElements;
  double Grown = G.Added / G.Instances;
  return G.Size >= Least && Grown >= MostlyGrown * G.Size &&
         double(Use.count(Takes)) <= MostTaken * G.Added &&
         G.Variation.value_or(0) <= MostVariation;
}

/// How many of the keys put in in a row were next to the one before: 0 to 1.
static double shareInOrder(const Model &M, const ContainerUse &Use) {
  if (Use.type().TheKeyClass != KeyClass::Integer)
    return 0;
  KeyOrder Order = keyOrderOf(M, Use, HashGrowth, /*OnlyNew=*/true);
  return Order.Pairs ? Order.Adjacent / Order.Pairs : 0;
}

/// Of what is counted: by the model of growing with and without reserve.
static Interval modelled(const CostModel &Costs, const Model &M,
                         const ContainerUse &Use, const Growth &G) {
  bool IsHash = Use.type().isHash();
  Structure Now = IsHash ? Structure::HashMap : Structure::Vector;
  Structure Then =
      IsHash ? Structure::ReservedHashMap : Structure::ReservedVector;
  Held H = IsHash ? keysOf(Use) : elementsOf(M, Use);
  double N = G.Size, Times = G.Added;
  if (isString(Use)) {
    double Words = elementBytes(M, Use) / WordBytes;
    H = Held::elements(WordBytes);
    N *= Words;
    Times *= Words;
  }
  std::optional<Interval> NowNs =
      timesCost(Costs, Now, Action::Fill, H, N, Times);
  std::optional<Interval> ThenNs =
      timesCost(Costs, Then, Action::Fill, H, N, Times);
  if (!NowNs || !ThenNs)
    return {};
  double MostNs = mostLinesNs(M, G.Places);
  if (IsHash) {
    MostNs = std::min(MostNs, timeOf(M, G.Places));
    Interval Saving = modelledSaving(MostNs, *NowNs, *ThenNs);
    double Share = shareInOrder(M, Use);
    return Saving * (1 - Share) + Saving * InOrder * Share;
  }
  // The blocks that are outgrown hold about as much as the last one: each has
  // twice the size of the one before.
  double Bytes = G.Size * elementBytes(M, Use);
  return modelledSaving(MostNs,
                        *NowNs + freshMemoryNs(Bytes, Bytes * G.Instances),
                        *ThenNs) *
         (isString(Use) ? Interval{1, 1, 1} : Waits);
}

/// Of what is timed: less what is left to do.
static Interval measured(const Model &M, const ContainerUse &Use,
                         const Growth &G, double NowNs) {
  double Bytes = G.Added * elementBytes(M, Use);
  double Calls = double(Use.count(kinds::Appends));
  Interval Now = {0.85 * NowNs, NowNs, NowNs};
  return Now - (CallNs * Calls + ByteNs * Bytes);
}

static Interval saving(const CostModel &Costs, const Model &M,
                       const ContainerUse &Use, const Growth &G) {
  Interval Modelled = modelled(Costs, M, Use, G);
  if (!isString(Use) || Use.has(HONE_OP_PushBack))
    return Modelled;
  // What short programs measure is as much being cold as growing.
  Interval Measured = measured(M, Use, G, timeOf(M, G.Places));
  return {std::min(Measured.Low, Modelled.Low),
          std::min(Measured.Mid, Modelled.Mid),
          std::min(Measured.High, Modelled.High)};
}

static void describe(const Model &M, const ContainerUse &Use, const Growth &G,
                     Finding &F) {
  bool IsOne = G.Instances < 1.5;
  uint64_t Instances = uint64_t(std::llround(G.Instances));
  StringRef Unit = isString(Use) ? "characters" : "elements";
  F.Title = containerWords(M, Use.container()) + " grows step by step to " +
            meanWords(G.Size) + " " + Unit.str() +
            (IsOne ? "" : ", " + countWords(Instances) + " times");
  F.Observed = {
      (IsOne ? "it has "
             : plural(Instances, "container", "containers") + " of it have ") +
          meanWords(G.Size) + " " + Unit.str() +
          (IsOne ? " in the end" : " in the end on average") +
          (G.Variation && !IsOne ? ", with a standard deviation of " +
                                       percentWords(100 * *G.Variation)
                                 : "") +
          (G.Variation ? "" : " (as far as what is appended tells)"),
      "they come at " + placeWords(M, G.Places) +
          ", and nothing reserves room"};
  if (G.Memory.Blocks)
    F.Observed.push_back("these lines asked for " +
                         plural(G.Memory.Blocks, "block", "blocks") + " of " +
                         byteWords(double(G.Memory.Bytes)) + " in all");
  F.Evidence.insert(
      F.Evidence.end(),
      {{"containers", int64_t(Instances)},
       {"added", int64_t(std::llround(G.Added))},
       {"final_size", G.Size},
       {"final_size_variation",
        G.Variation ? json::Value(*G.Variation) : nullptr},
       {"element_bytes", elementBytes(M, Use)},
       {"allocations",
        M.Heap.IsCollected ? json::Value(int64_t(G.Memory.Blocks)) : nullptr},
       {"allocated_bytes",
        M.Heap.IsCollected ? json::Value(int64_t(G.Memory.Bytes)) : nullptr},
       {"observed_sizes", int64_t(G.Samples)}});
}

static void judge(const ContainerUse &Use, const Growth &G, Finding &F) {
  if (G.Variation && G.Samples >= FewSizes && G.Instances > 1)
    setConfidence(F, Use, Confidence::High,
                  "reserve changes nothing but when memory is asked for, and "
                  "the size is about the same each time",
                  ~uint64_t(0));
  else
    setConfidence(F, Use, Confidence::Medium,
                  "reserve changes nothing but when memory is asked for; "
                  "whether the size is known beforehand is for you to see",
                  ~uint64_t(0));
  if (G.Variation)
    F.Risks.push_back({true, "the sizes are alike: they vary by " +
                                 percentWords(100 * *G.Variation)});
  F.Risks.push_back({true, "it gets no room otherwise: reserved, cleared to be "
                           "reused, swapped or assigned to"});
  F.Risks.push_back({false, "the number is known, or can be estimated, before "
                            "the first element comes: what is reserved too "
                            "much is memory that is never used"});
}

static void sketch(const ContainerUse &Use, Finding &F) {
  std::string Name = sketchName(Use.container());
  bool IsHash = Use.type().isHash();
  std::string Add = Name + (IsHash          ? ".emplace(Key, Value);"
                            : isString(Use) ? " += Part;"
                                            : ".push_back(Item);");
  std::string Type = Use.type().Name;
  F.Fix = "Reserve room for what is to come before the loop: the size of the "
          "input, a count that is known, or what it was last time. (Not in the "
          "loop: reserve(size() + more) there makes each one move all.)";
  F.Before = fillTemplate(R"(
$Type $Name;
for (...)
  $Add
)",
                          {{"Type", Type}, {"Name", Name}, {"Add", Add}});
  F.After = fillTemplate(R"(
$Type $Name;
$Name.reserve(Expected);
for (...)
  $Add
)",
                         {{"Type", Type}, {"Name", Name}, {"Add", Add}});
}

void detectMissingReserve(const Model &M, const CostModel &Costs,
                          std::vector<Finding> &Out) {
  for (const ContainerUse &Use : containerUses(M)) {
    std::optional<Growth> G = growthOf(M, Use);
    if (!G || !isPredictable(Use, *G))
      continue;
    G->SavingNs = saving(Costs, M, Use, *G);
    if (G->SavingNs.Low <= 0)
      continue;
    Finding F = containerFinding(M, Use, "missing-reserve", G->Places.front());
    F.SavingNs = G->SavingNs;
    describe(M, Use, *G, F);
    judge(Use, *G, F);
    sketch(Use, F);
    Out.push_back(std::move(F));
  }
}

} // namespace hone
