//===- KeyedUse.cpp - what keyed containers are used for -------*- C++ -*-===//

#include "KeyedUse.h"
#include "Words.h"

using namespace llvm;

namespace hone {

/// With fewer the mean of times says little: the first operations of a
/// container are not like the others.
static constexpr uint64_t FewSamples = 200;

bool isObserved(const ContainerUse &Use) {
  OperationSample S = Use.sample(kinds::ByKey);
  return S.Samples && S.Ns > 0;
}

/// Integers that are no further apart are neighbours in a hash table, too.
static constexpr uint64_t NextKey = 8;

KeyOrder keyOrderOf(const Model &M, const ContainerUse &Use, Kinds Of,
                    bool OnlyNew) {
  KeyOrder Order;
  const OperationEvent *Before = nullptr;
  for (const OperationEvent &E : M.Events) {
    const Operation &O = M.Operations[E.Operation];
    if (O.Container != Use.id() || !Of.contains(O.Kind) || (OnlyNew && E.Hit))
      continue;
    if (Before && Before->Window == E.Window && Before->Address == E.Address &&
        Before->Key != E.Key) {
      ++Order.Pairs;
      Order.Ascending += E.Key > Before->Key;
      Order.Adjacent += E.Key - Before->Key + NextKey <= 2 * NextKey;
    }
    Before = &E;
  }
  return Order;
}

bool isWalked(const ContainerUse &Use) { return Use.has(kinds::Walks); }

bool usesOrder(const ContainerUse &Use) { return Use.has(kinds::Ordered); }

StringRef hashTemplate(const ContainerType &Type) {
  if (Type.isMap())
    return Type.isMulti() ? "unordered_multimap" : "unordered_map";
  return Type.isMulti() ? "unordered_multiset" : "unordered_set";
}

void describeKeyedUse(const Model &M, const ContainerUse &Use, double NowNs,
                      Finding &F) {
  OperationMix Mix = mixOf(Use);
  OperationSample S = Use.sample(kinds::ByKey);
  uint64_t Operations = Use.count(kinds::ByKey);
  F.Observed.push_back(
      plural(Operations, "operation", "operations") +
      " by key: " + percentWords(100 * Mix.Hits / S.Observed) +
      " find it there, " + percentWords(100 * Mix.Inserts / S.Observed) +
      " insert, " + percentWords(100 * Mix.Erases / S.Observed) +
      " erase; mostly at " + placeWords(M, Use.places(kinds::ByKey)));
  F.Observed.push_back("it holds " + meanWords(Mix.Size) + " elements then, " +
                       countWords(S.MaxSize) + " at most");
  F.Observed.push_back("they take " + timeWords(NowNs) + ", " +
                       timeWords(NowNs / double(Operations)) +
                       " each (measured on a sample of " +
                       countWords(S.Samples) + ")");
  addEvidence(F, {{"operations", int64_t(Operations)},
                  {"hits", int64_t(Mix.Hits)},
                  {"misses", int64_t(Mix.Misses)},
                  {"inserts", int64_t(Mix.Inserts)},
                  {"erases", int64_t(Mix.Erases)},
                  {"elements_walked", int64_t(Use.count(HONE_OP_Advance))},
                  {"mean_size", Mix.Size},
                  {"max_size", int64_t(S.MaxSize)},
                  {"time_ns", int64_t(NowNs)},
                  {"observed_operations", int64_t(S.Samples)},
                  {"threads", int64_t(Use.threads())}});
}

void judgeKeyedChange(const ContainerUse &Use, Finding &F) {
  setConfidence(F, Use, Confidence::Medium,
                "all operations on it were counted, and none needs what the "
                "change would take away",
                Use.sample(kinds::ByKey).Samples);
  if (F.TheConfidence == Confidence::Medium &&
      Use.type().TheKeyClass == KeyClass::Other) {
    F.TheConfidence = Confidence::Low;
    F.ConfidenceWhy = "the keys are a type of the program's own, whose hash "
                      "and comparison may take any time";
  }
  if (F.TheConfidence == Confidence::Medium &&
      Use.has({HONE_OP_Passed, HONE_OP_Other})) {
    F.TheConfidence = Confidence::Low;
    F.ConfidenceWhy = "it is moved, returned or given to code where what is "
                      "done with it is not seen";
  }
  addStabilityRisks(F, Use);
}

} // namespace hone
