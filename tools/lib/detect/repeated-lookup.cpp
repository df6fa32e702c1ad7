//===- repeated-lookup.cpp - rule repeated-lookup --------------*- C++ -*-===//
//
// Owns: when a container is asked for the same key twice in a row (find then
// operator[], count then at, a look-up that a loop repeats), and what asking
// once saves.
//
//===----------------------------------------------------------------------===//

#include "Detectors.h"
#include "KeyedUse.h"
#include "Template.h"
#include "Words.h"

using namespace llvm;

namespace hone {
namespace {

/// Rarer pairs are chance: programs look the same key up again for reasons of
/// their own. (K10 of the catalogue of detectors.)
constexpr double LeastShare = 0.5;
/// With fewer the share says little.
constexpr uint64_t LeastSamples = 100;
/// The second look-up finds everything in the cache; what is measured of it has
/// little noise but the clock's.
constexpr double TimeError = 0.25;

struct Pair {
  const Operation &Second;
  const Operation &First;
  double Share; ///< of the second operations
  double SecondNs;
};

} // namespace

static std::string placeText(const Model &M, const Operation &O) {
  StringRef File = O.File == NoId ? "?" : StringRef(M.Files[O.File].Name);
  return File.str() + ":" + std::to_string(O.Line);
}

static bool changes(OperationKind Kind) {
  return (kinds::KeyInserts | HONE_OP_Subscript).contains(Kind);
}

static void advise(const ContainerUse &Use, const Pair &P, Finding &F) {
  std::string Name = sketchName(Use.container());
  bool IsLoop = &P.First == &P.Second;
  if (IsLoop) {
    F.Fix = "Look the key up once, before the loop that repeats it, and keep "
            "the iterator or the reference.";
    F.Before = "for (...)\n  use(" + Name + "[Key]);";
    F.After = "auto &Value = " + Name + "[Key];\nfor (...)\n  use(Value);";
  } else if (P.Second.Kind == HONE_OP_EraseKey) {
    F.Fix =
        "Erase by the iterator that find returned, or erase at once and look "
        "at the number that it returns.";
    F.Before =
        fillTemplate(R"(
if ($Name.$First(Key) ...)
  $Name.erase(Key);
)",
                     {{"Name", Name}, {"First", operationText(P.First.Kind)}});
    F.After = fillTemplate(R"(
auto It = $Name.find(Key);
if (It != $Name.end() ...)
  $Name.erase(It);
)",
                           {{"Name", Name}});
  } else if (changes(P.Second.Kind) && !changes(P.First.Kind)) {
    F.Fix = "Insert at once with try_emplace: it returns the element that is "
            "there, or the new one, and whether it is new.";
    F.Before =
        fillTemplate(R"(
if ($Name.$First(Key) ...)      // looks for Key
  ... $Name[Key] ...            // looks for it again
)",
                     {{"Name", Name}, {"First", operationText(P.First.Kind)}});
    F.After = fillTemplate(R"(
auto [It, IsNew] = $Name.try_emplace(Key);
... It->second ...
)",
                           {{"Name", Name}});
  } else {
    F.Fix =
        "Keep the iterator that the first look-up returned, and use what it "
        "leads to.";
    F.Before = fillTemplate(R"(
if ($Name.$First(Key) ...)      // looks for Key
  ... $Name.$Second(Key) ...    // looks for it again
)",
                            {{"Name", Name},
                             {"First", operationText(P.First.Kind)},
                             {"Second", operationText(P.Second.Kind)}});
    F.After = fillTemplate(R"(
auto It = $Name.find(Key);
if (It != $Name.end() ...)
  ... It->second ...
)",
                           {{"Name", Name}});
  }
}

static Finding describe(const Model &M, const ContainerUse &Use,
                        const Pair &P) {
  Finding F = containerFinding(M, Use, "repeated-lookup", &P.Second);
  bool IsLoop = &P.First == &P.Second;
  F.Title = containerWords(M, Use.container()) +
            (IsLoop ? " is asked for the same key again and again"
                    : " is asked for the same key twice: " +
                          std::string(operationText(P.First.Kind)) + ", then " +
                          operationText(P.Second.Kind));
  F.Observed = {
      percentWords(100 * P.Share) + " of " +
          plural(P.Second.Count, "operation", "operations") + " at " +
          placeText(M, P.Second) +
          " ask for the key that was asked for just before" +
          (IsLoop ? ", at the same place" : ", at " + placeText(M, P.First)),
      "the second time takes " + timeWords(P.Second.Sample->meanNs()) +
          ", all of them " + timeWords(P.SecondNs) +
          " (measured on a sample of " + countWords(P.Second.Sample->Samples) +
          ")"};
  addEvidence(F, {{"first", placeText(M, P.First)},
                  {"second", placeText(M, P.Second)},
                  {"operations", int64_t(P.Second.Count)},
                  {"repeat_share", P.Share},
                  {"time_ns", int64_t(P.SecondNs)},
                  {"observed_operations", int64_t(P.Second.Sample->Samples)}});
  F.SavingNs = {P.SecondNs * (1 - TimeError), P.SecondNs,
                P.SecondNs * (1 + TimeError)};
  if (P.First.Function == P.Second.Function) {
    F.TheConfidence = Confidence::Medium;
    F.ConfidenceWhy = "the thread used no other key between the two, in any "
                      "operation that was observed";
  } else {
    F.TheConfidence = Confidence::Low;
    F.ConfidenceWhy = "the two are in different functions: one has to hand the "
                      "element to the other";
  }
  F.Risks = {
      {true, "no other operation by key of the thread comes between the "
             "two"},
      {false,
       "what stands between them must not remove the element: operations "
       "without a key (clear, erase of an iterator) are not compared"}};
  advise(Use, P, F);
  return F;
}

void detectRepeatedLookup(const Model &M, const CostModel &,
                          std::vector<Finding> &Out) {
  for (const ContainerUse &Use : containerUses(M)) {
    if (!Use.type().isKeyed())
      continue;
    double All = Use.ns(kinds::ByKey);
    double Bounded = timeOf(M, Use, kinds::ByKey);
    for (const Operation *O : Use.places(kinds::ByKey)) {
      if (!O->Sample || O->Sample->Samples < LeastSamples ||
          O->Sample->RepeatOf == ~0u || All <= 0)
        continue;
      double Share = O->Sample->Repeats / O->Sample->Observed;
      if (Share < LeastShare)
        continue;
      double Ns =
          O->Sample->meanNs() * double(O->Count) * Share * (Bounded / All);
      const Operation &First = M.Operations[O->Sample->RepeatOf];
      if (First.Container != O->Container)
        continue;
      Out.push_back(describe(M, Use, {*O, First, Share, Ns}));
    }
  }
}

} // namespace hone
