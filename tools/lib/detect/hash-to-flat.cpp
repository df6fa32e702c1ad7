//===- hash-to-flat.cpp - rule hash-to-flat --------------------*- C++ -*-===//
//
// Owns: when a hash container is so small, or so much more often walked than
// searched, that a sorted vector is faster, and what that saves.
//
//===----------------------------------------------------------------------===//

#include "Detectors.h"
#include "KeyedUse.h"
#include "Template.h"
#include "Words.h"

using namespace llvm;

namespace hone {
namespace {

/// Insertions and erasures shift half of the vector: with more of them, what
/// pays at today's size is slow at a larger one.
constexpr double LookupsPerChange = 4;
/// What is so small stays small enough for that not to matter.
constexpr uint64_t TinySize = 32;

} // namespace

static void advise(const ContainerUse &Use, Finding &F) {
  const ContainerType &Type = Use.type();
  std::string Name = sketchName(Use.container());
  std::string Element = Type.isMap()
                            ? "std::pair<" + Type.Key + ", " + Type.Value + ">"
                            : Type.Key;
  F.Fix =
      "Keep the elements in a vector that is sorted by key, and search it by "
      "halving (std::lower_bound; std::flat_map of C++23, "
      "boost::container::flat_map).";
  F.Before = Type.Name + " " + Name + ";";
  F.After = fillTemplate(R"(
std::vector<$Element> $Name;   // sorted by key
auto It = std::lower_bound($Name.begin(), $Name.end(), Key, ByKey);
)",
                         {{"Element", Element}, {"Name", Name}});
}

void detectHashToFlat(const Model &M, const CostModel &Costs,
                      std::vector<Finding> &Out) {
  for (const ContainerUse &Use : containerUses(M)) {
    const ContainerType &Type = Use.type();
    Held Keys = keysOf(Use);
    // Keys that can be hashed need not have an order. What is stored of its
    // elements would dangle when a vector moves them.
    if (!Type.isHash() || Type.isMulti() || Type.HasOwnOrder ||
        Type.TheKeyClass == KeyClass::Other || !isObserved(Use) ||
        Use.hasFlag(OPERATION_KEEPS, kinds::ByKey))
      continue;
    OperationMix Mix = mixOf(Use);
    uint64_t MaxSize = Use.sample(kinds::ByKey).MaxSize;
    double Changes = Mix.Inserts + Mix.Erases;
    bool ChangesRarely =
        Changes * LookupsPerChange < Mix.Hits + Mix.Misses + Mix.Walked;
    if (MaxSize > TinySize && !ChangesRarely)
      continue;
    std::optional<Interval> Now = mixNs(Costs, Structure::HashMap, Mix, Keys);
    std::optional<Interval> Then =
        mixNs(Costs, Structure::SortedVector, Mix, Keys);
    if (!Now || !Then)
      continue;
    double NowNs = keyedNs(M, Use, Costs, Structure::HashMap, Mix, Keys);
    Interval Saving = lookupSavingOf(NowNs, *Now, *Then);
    if (Saving.Low <= 0)
      continue;
    Finding F = containerFinding(M, Use, "hash-to-flat", nullptr);
    F.SavingNs = Saving;
    F.Proposed = Structure::SortedVector;
    bool IsTiny = MaxSize <= TinySize;
    F.Title = containerWords(M, Use.container()) +
              (IsTiny ? " holds so few elements that a sorted vector is faster"
                      : " is walked more than searched: a sorted vector is "
                        "faster");
    describeKeyedUse(M, Use, NowNs, F);
    if (Mix.Walked > 0)
      F.Observed.push_back("walks over it pass " +
                           countWords(uint64_t(Mix.Walked)) + " elements");
    judgeKeyedChange(Use, F);
    F.Risks.push_back({false, "what changes it while it is walked must not use "
                              "the walk's iterator afterwards"});
    if (IsTiny)
      F.Risks.push_back({false, "other inputs may fill it with more"});
    advise(Use, F);
    Out.push_back(std::move(F));
  }
}

} // namespace hone
