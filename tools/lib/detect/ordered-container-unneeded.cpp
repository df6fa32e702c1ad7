//===- ordered-container-unneeded.cpp - rule -------------------*- C++ -*-===//
//
// Owns: when a map or set that keeps its keys in order, though nothing uses the
// order, is worth replacing by a hash container (or, where it is walked, by a
// sorted vector), and what that saves.
//
//===----------------------------------------------------------------------===//

#include "Detectors.h"
#include "KeyedUse.h"
#include "Template.h"
#include "Words.h"

using namespace llvm;

namespace hone {
namespace {

struct Choice {
  Structure To;
  Interval SavingNs;
};

} // namespace

/// Insertions and erasures shift half of a sorted vector: more than one for so
/// many look-ups, and the figures depend on sizes that will grow.
static constexpr double LookupsPerChange = 10;

/// Keys of which so many, of those in a row, come in ascending order are near to
/// each other in the tree.
static constexpr double InOrder = 0.8;

/// Whether keys come in the tree's order with gaps between, as addresses from an
/// allocator do: its way to the next one is short and in the caches, and a hash
/// table's is not. Told by recorded windows.
static bool losesLocality(const Model &M, const ContainerUse &Use,
                          const OperationMix &Mix) {
  // In what order keys of the program's own come is not recorded. Where
  // containers mostly grow it decides, and hash tables can be far slower.
  if (Use.type().TheKeyClass == KeyClass::Other)
    return Mix.Inserts >= Mix.Hits + Mix.Misses;
  if (Use.type().TheKeyClass != KeyClass::Integer)
    return false;
  KeyOrder Order = keyOrderOf(M, Use, kinds::ByKey);
  return Order.Pairs && Order.Ascending > InOrder * Order.Pairs &&
         Order.Adjacent < Order.Pairs / 2;
}

/// Of a container that is no known variable: whether one of its type, which may
/// be the same, is walked or used in order somewhere.
static bool mayBeUsedInOrder(ArrayRef<ContainerUse> All,
                             const ContainerUse &Use) {
  return Use.container().Kind == VARIABLE_UNKNOWN &&
         any_of(All, [&](const ContainerUse &Other) {
           return Other.container().Type == Use.container().Type &&
                  (isWalked(Other) || usesOrder(Other));
         });
}

/// The alternatives that are valid, the best one first; null: none.
static std::optional<Choice> choose(const Model &M, const CostModel &Costs,
                                    const ContainerUse &Use, double NowNs) {
  Held Keys = keysOf(Use);
  OperationMix Mix = mixOf(Use);
  std::optional<Interval> Now = mixNs(Costs, Structure::Map, Mix, Keys);
  if (!Now)
    return std::nullopt;
  std::optional<Choice> Best;
  auto Consider = [&](Structure To) {
    std::optional<Interval> Then = mixNs(Costs, To, Mix, Keys);
    if (!Then)
      return;
    Interval Saving = lookupSavingOf(NowNs, *Now, *Then);
    if (!Best || Saving.Mid > Best->SavingNs.Mid)
      Best = Choice{To, Saving};
  };
  if (!isWalked(Use) && !losesLocality(M, Use, Mix))
    Consider(Structure::HashMap);
  bool ChangesRarely =
      (Mix.Inserts + Mix.Erases) * LookupsPerChange < Mix.Hits + Mix.Misses;
  // Elements of a vector move: what is kept of them would dangle.
  if (ChangesRarely && !Use.hasFlag(OPERATION_KEEPS, kinds::ByKey))
    Consider(Structure::SortedVector);
  return Best;
}

static void advise(const ContainerUse &Use, const Choice &To, Finding &F) {
  const ContainerType &Type = Use.type();
  bool IsHash = To.To == Structure::HashMap;
  std::string Hash = withTemplate(Type, hashTemplate(Type));
  std::string Pairs = Type.isMap()
                          ? "std::pair<" + Type.Key + ", " + Type.Value + ">"
                          : Type.Key;
  std::string Name = sketchName(Use.container());
  F.Before = Type.Name + " " + Name + ";";
  if (IsHash) {
    F.Fix = "Make it a " + Hash +
            "; if the number of elements is known beforehand, reserve() it.";
    F.After = Hash + " " + Name + ";";
  } else {
    F.Fix =
        "Keep the elements in a vector that is sorted by key, and search it "
        "by halving (std::lower_bound; std::flat_map of C++23, "
        "boost::container::flat_map).";
    F.After = fillTemplate(R"(
std::vector<$Pairs> $Name;   // sorted by key after it is filled
auto It = std::lower_bound($Name.begin(), $Name.end(), Key, ByKey);
)",
                           {{"Pairs", Pairs}, {"Name", Name}});
  }
  F.Evidence.push_back({"alternative", IsHash ? Hash : "sorted vector"});
}

static void addRisks(const ContainerUse &Use, bool IsHash, Finding &F) {
  uint64_t Operations = Use.count(kinds::ByKey);
  F.Risks.push_back({true, "its order is not used: no lower_bound, no walk "
                           "backwards in " +
                               plural(Operations, "operation", "operations")});
  if (isWalked(Use))
    F.Risks.push_back({true, "walks over it keep their order: the vector is "
                             "sorted by the same keys"});
  else
    F.Risks.push_back({true, "nothing walks over it"});
  if (IsHash) {
    if (Use.hasFlag(OPERATION_KEEPS, kinds::ByKey))
      F.Risks.push_back({false, "iterators are kept: those of a hash container "
                                "do not survive its growth (pointers and "
                                "references do)"});
    F.Risks.push_back({false, "keys from outside can be chosen so that their "
                              "hashes collide"});
    if (Use.type().TheKeyClass == KeyClass::Other)
      F.Risks.push_back({false, "a hash of '" + Use.type().Key +
                                    "' is needed, and == on it; a bad one "
                                    "makes look-ups slow"});
    if (Use.type().TheKeyClass == KeyClass::Floating)
      F.Risks.push_back({false, "NaN as a key is found by neither"});
  } else {
    F.Risks.push_back({false, "elements move when others are inserted or "
                              "erased"});
  }
}

void detectOrderedContainerUnneeded(const Model &M, const CostModel &Costs,
                                    std::vector<Finding> &Out) {
  std::vector<ContainerUse> All = containerUses(M);
  for (const ContainerUse &Use : All) {
    const ContainerType &Type = Use.type();
    // An order of the program's own means something; a multimap keeps equal
    // keys in the order of their insertion.
    if (!Type.isOrdered() || Type.HasOwnOrder || Type.isMulti() ||
        usesOrder(Use) || !isObserved(Use) || mayBeUsedInOrder(All, Use))
      continue;
    double NowNs =
        keyedNs(M, Use, Costs, Structure::Map, mixOf(Use), keysOf(Use));
    std::optional<Choice> To = choose(M, Costs, Use, NowNs);
    if (!To || To->SavingNs.Low <= 0)
      continue;
    bool IsHash = To->To == Structure::HashMap;
    Finding F = containerFinding(M, Use, "ordered-container-unneeded", nullptr);
    F.SavingNs = To->SavingNs;
    F.Proposed = To->To;
    std::string Words = containerWords(M, Use.container());
    F.Title = IsHash ? "nothing uses the order of " + Words +
                           ": a hash container is faster"
                     : "look-ups in " + Words +
                           " outnumber changes: a sorted vector is faster";
    describeKeyedUse(M, Use, NowNs, F);
    judgeKeyedChange(Use, F);
    addRisks(Use, IsHash, F);
    advise(Use, *To, F);
    Out.push_back(std::move(F));
  }
}

} // namespace hone
