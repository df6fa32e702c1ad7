//===- KeyedUse.cpp - what keyed containers are used for -------*- C++ -*-===//

#include "KeyedUse.h"
#include "Words.h"

using namespace llvm;

namespace hone {

/// With fewer the mean of times says little: the first operations of a
/// container are not like the others.
static constexpr uint64_t FewSamples = 200;

Finding findingAt(const Model &M, const ContainerUse &Use, StringRef Rule) {
  const Container &C = Use.container();
  Finding F;
  F.Rule = Rule.str();
  F.OfContainer = Use.id();
  F.TheGroup = Group::Algorithm;
  F.File = C.File;
  F.Line = C.Line;
  F.TheExtent = Extent::Line;
  if (const Operation *O = Use.mostly(kinds::ByKey))
    F.Function = O->Function;
  return F;
}

bool isObserved(const ContainerUse &Use) {
  OperationSample S = Use.sample(kinds::ByKey);
  return S.Samples && S.Ns > 0;
}

bool isWalked(const ContainerUse &Use) { return Use.has(kinds::Walks); }

bool usesOrder(const ContainerUse &Use) { return Use.has(kinds::Ordered); }

StringRef hashTemplate(const ContainerType &Type) {
  if (Type.isMap())
    return Type.isMulti() ? "unordered_multimap" : "unordered_map";
  return Type.isMulti() ? "unordered_multiset" : "unordered_set";
}

static std::string placesWords(const Model &M, const ContainerUse &Use) {
  constexpr size_t Most = 3;
  std::string Text;
  std::vector<const Operation *> Places = Use.places(kinds::ByKey);
  for (size_t I = 0; I != std::min(Places.size(), Most); ++I) {
    const Operation &O = *Places[I];
    StringRef File = O.File == NoId ? "?" : StringRef(M.Files[O.File].Name);
    Text += (I ? ", " : "") + File.str() + ":" + std::to_string(O.Line) + " (" +
            countWords(O.Count) + ")";
  }
  if (Places.size() > Most)
    Text += " and " + plural(Places.size() - Most, "other", "others");
  return Text;
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
      " erase; mostly at " + placesWords(M, Use));
  F.Observed.push_back("it holds " + meanWords(Mix.Size) + " elements then, " +
                       countWords(S.MaxSize) + " at most");
  F.Observed.push_back("they take " + timeWords(NowNs) + ", " +
                       timeWords(NowNs / double(Operations)) +
                       " each (measured on a sample of " +
                       countWords(S.Samples) + ")");
  F.Evidence = {{"container", Use.container().Name},
                {"container_type", Use.type().Name},
                {"operations", int64_t(Operations)},
                {"hits", int64_t(Mix.Hits)},
                {"misses", int64_t(Mix.Misses)},
                {"inserts", int64_t(Mix.Inserts)},
                {"erases", int64_t(Mix.Erases)},
                {"elements_walked", int64_t(Use.count(HONE_OP_Advance))},
                {"mean_size", Mix.Size},
                {"max_size", int64_t(S.MaxSize)},
                {"time_ns", int64_t(NowNs)},
                {"observed_operations", int64_t(S.Samples)},
                {"threads", int64_t(Use.threads())}};
}

void judgeKeyedChange(const ContainerUse &Use, Finding &F) {
  OperationSample S = Use.sample(kinds::ByKey);
  if (Use.container().IsShared) {
    F.TheConfidence = Confidence::Low;
    F.ConfidenceWhy = "some code that uses the container is not known: it is "
                      "handed to functions without counts, or comes from "
                      "several callers";
  } else if (Use.type().TheKeyClass == KeyClass::Other) {
    F.TheConfidence = Confidence::Low;
    F.ConfidenceWhy = "the keys are a type of the program's own, whose hash "
                      "and comparison may take any time";
  } else if (S.Samples < FewSamples) {
    F.TheConfidence = Confidence::Low;
    F.ConfidenceWhy = "only " +
                      plural(S.Samples, "operation was", "operations were") +
                      " measured";
  } else {
    F.TheConfidence = Confidence::Medium;
    F.ConfidenceWhy = "all operations on it were counted, and none needs what "
                      "the change would take away";
  }
  if (unsigned Threads = Use.threads())
    F.Risks.push_back(
        {true, Threads == 1 ? "one thread uses it"
                            : plural(Threads, "thread uses", "threads use") +
                                  " it: keep the lock that protects it"});
}

} // namespace hone
