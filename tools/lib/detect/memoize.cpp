//===- memoize.cpp - rule memoize ------------------------------*- C++ -*-===//
//
// Owns: when the results of a function are worth keeping, and what that saves.
// Judged by time, not by hit rate (two of stellar-core's four caches had 30-70
// % hits and made their functions 10x slower, stellar-core#2140): the inclusive
// time of the repeats, minus building keys, looking them up and storing
// results.
//
//===----------------------------------------------------------------------===//

#include "CacheSketch.h"
#include "Detectors.h"
#include "KeyCosts.h"
#include "ProgramTime.h"
#include "SampledTime.h"
#include "Words.h"
#include "hone/Abi.h"

#include <map>

using namespace llvm;

namespace hone {
namespace {

/// The time of the repeats must be this many times the cost of the cache. Ding
/// and Li (CGO'04) ask for R*C > O; twice that, because key and look-up were
/// cheap in the profiled run, where they found everything in the cache.
constexpr double Margin = 2;
/// Noise of measured inclusive times, hone's own cost included.
constexpr double TimeError = 0.1;
/// Where only the first calls were observed, at least this share of what is
/// expected of the others.
constexpr double UnseenShare = 0.5;
/// A node of std::unordered_map besides key and value: link, hash, malloc
/// header and its share of the bucket array.
constexpr unsigned NodeBytes = 40;

struct Candidate {
  explicit Candidate(const Memo &O) : O(O) {}
  const Memo &O;
  const Function *F = nullptr; ///< null: the profile does not hold it
  bool Recursive = false;
  double Rest = 1;       ///< calls there were for each one observed
  double MeasuredNs = 0; ///< of the repeats
  Interval KeyNs;        ///< per look-up
  Interval LookUpNs;     ///< of one key that is built
  Interval CacheNs;      ///< all look-ups and insertions
  Interval RepeatNs;     ///< what the repeats took, without hone's hooks
};

} // namespace

static bool callsItself(const Model &M, FunctionId Id) {
  if (Id == NoId)
    return false;
  if (M.Functions[Id].PrimitiveCalls < M.Functions[Id].Calls)
    return true;
  return any_of(M.Edges, [Id](const Edge &E) {
    return E.Caller == Id && E.Callee == Id;
  });
}

/// Measured where the runtime timed it, else by the arguments' types.
static Interval keyNs(const Memo &O, double Busy) {
  if (O.KeyNs) {
    double Net = std::max(*O.KeyNs * Busy - ClockNs, 1.0);
    return {Net / 2, Net, Net * 1.5};
  }
  Interval Sum;
  for (const std::string &Type : splitTypes(O.ArgumentTypes))
    switch (keyClass(Type)) {
    case KeyClass::Integer:
    case KeyClass::Floating:
      Sum = Sum + Interval{1, 2, 5};
      break;
    case KeyClass::String:
    case KeyClass::Other:
      Sum = Sum + Interval{10, 30, 200};
      break;
    }
  return Sum;
}

static Candidate examine(const Model &M, const CostModel &Costs,
                         const Memo &O) {
  Candidate C(O);
  if (O.Function != NoId)
    C.F = &M.Functions[O.Function];
  C.Recursive = callsItself(M, O.Function);
  double Busy = busyShare(M.TheRun);
  C.KeyNs = keyNs(O, Busy);
  // The calls after the observed ones are taken to be like them.
  if (O.State == HONE_MEMO_STATE_ENOUGH && C.F)
    C.Rest = std::max(1.0, double(C.F->Calls) / O.Observed);
  C.MeasuredNs = std::max(0.0, O.RepeatNs * Busy - ClockNs * O.RepeatCalls);

  // Calls made by a repeat disappear with it: the cache sees the first call of
  // each tuple and the outermost repeats, nothing else.
  double Stored = O.Distinct + O.Overflow;
  double Lookups = (Stored + O.RepeatCalls) * C.Rest;
  auto Cost = [&](Action A) {
    return keyCost(Costs, Structure::HashMap, A, KeyClass::Integer, Stored);
  };
  C.LookUpNs = Cost(Action::FindHit);
  C.CacheNs = (C.LookUpNs + C.KeyNs) * Lookups + Cost(Action::Fill) * Stored;

  double Run = mostInclusiveNs(M, O.Function).value_or(programNs(M));
  // Hone's own cost, which was taken out, is known no better than the rest.
  double Error = std::min(0.9, TimeError / (1 - ownShare(M.TheRun)));
  double RepeatNs = C.MeasuredNs * C.Rest;
  C.RepeatNs =
      Interval{RepeatNs * (1 - Error), RepeatNs, RepeatNs}.clamp(0, Run);
  return C;
}

static bool worthwhile(const Candidate &C) {
  const Memo &O = C.O;
  // CHEAP and UNIQUE were switched off early: their figures are of the start.
  bool IsObserved =
      O.State == HONE_MEMO_STATE_ARMED || O.State == HONE_MEMO_STATE_ENOUGH;
  if (!IsObserved || O.Builds || O.Conflicts || !O.RepeatCalls)
    return false;
  return C.RepeatNs.Mid >= Margin * C.CacheNs.Mid &&
         (C.RepeatNs - C.CacheNs).Low > 0;
}

static double cacheBytes(const Candidate &C) {
  double Entry = NodeBytes + approximateSize(C.O.ResultType);
  for (const std::string &Type : splitTypes(C.O.ArgumentTypes))
    Entry += std::max(approximateSize(Type), 8u);
  return Entry * C.O.Distinct;
}

static void describe(const Candidate &C, Finding &F) {
  const Memo &O = C.O;
  uint64_t Calls = C.F ? std::max(C.F->Calls, O.Observed) : O.Observed;
  // New tuples that found the table full may have been repeats: a lower bound.
  double Share = double(O.Observed - O.Distinct - O.Overflow) / O.Observed;
  StringRef AtLeast = O.Overflow ? "at least " : "";
  F.Observed.push_back(countWords(Calls) + " calls with " + AtLeast.str() +
                       plural(O.Distinct, "different argument tuple",
                              "different argument tuples") +
                       ": " + AtLeast.str() + percentWords(100 * Share) +
                       " of the calls repeat an earlier one");
  F.Observed.push_back("the repeats took " + timeWords(C.MeasuredNs) + ", " +
                       timeWords(C.MeasuredNs / O.RepeatCalls) +
                       " each (what they call included)");
  F.Observed.push_back(
      "a look-up would take about " +
      timeWords(C.KeyNs.Mid + C.LookUpNs.Mid) + ", of which " + timeWords(C.KeyNs.Mid) + " is for the key (" +
      (O.KeyNs ? "measured" : "by the arguments' types") + ")");
  F.Observed.push_back("the cache would hold about " +
                       byteWords(cacheBytes(C)) +
                       (O.Overflow || O.Observed < Calls ? " or more" : ""));
  if (C.Rest > 1)
    F.Observed.push_back("only the first " + countWords(O.Observed) +
                         " calls were observed (HONE_BUDGET): the others are "
                         "taken to be like them");
  else if (O.Observed < Calls)
    F.Observed.push_back("only " + countWords(O.Observed) +
                         " of the calls were observed: the saving is a lower "
                         "bound");
  if (C.Recursive && O.Observed == Calls)
    F.Observed.push_back("it calls itself: with the cache " +
                         countWords(O.Distinct + O.Overflow + O.RepeatCalls) +
                         " calls are left of " + countWords(Calls));
  F.Evidence = {{"calls", int64_t(Calls)},
                {"observed_calls", int64_t(O.Observed)},
                {"distinct_arguments", int64_t(O.Distinct)},
                {"distinct_is_lower_bound", O.Overflow != 0},
                {"repeat_share", Share},
                {"repeat_calls", int64_t(O.RepeatCalls)},
                {"repeat_ns", int64_t(C.MeasuredNs)},
                {"key_ns", O.KeyNs ? json::Value(*O.KeyNs) : nullptr},
                {"cache_cost_ns", int64_t(C.CacheNs.Mid)},
                {"cache_bytes", int64_t(cacheBytes(C))},
                {"argument_types", O.ArgumentTypes},
                {"result_type", O.ResultType},
                {"purity", O.Purity},
                {"different_results", int64_t(O.Conflicts)},
                {"recursive", C.Recursive}};
}

static void judge(const Model &M, const Candidate &C, Finding &F) {
  const Memo &O = C.O;
  std::string Same = "all " + countWords(O.Observed - O.Distinct - O.Overflow) +
                     " repeats gave the first result again";
  if (O.Proven && !O.ReadsGlobals) {
    F.TheConfidence = Confidence::High;
    F.ConfidenceWhy = "analysis shows no side effect, and " + Same;
  } else {
    F.TheConfidence = Confidence::Medium;
    F.ConfidenceWhy = Same + ", but the function " +
                      (O.ReadsGlobals ? O.Purity : "is not proven pure");
  }
  F.Risks.push_back({true, "results: " + Same});
  if (O.Proven)
    F.Risks.push_back({true, "side effects: none, shown by analysis"});
  else
    F.Risks.push_back({false, "side effects: none seen"});
  if (O.ReadsGlobals)
    F.Risks.push_back({false, O.Purity + ": empty the cache when they change"});
  if (M.TheRun.Threads > 1)
    F.Risks.push_back({false, "the run had " + countWords(M.TheRun.Threads) +
                                  " threads: one cache per thread "
                                  "(thread_local) or one with a lock, which "
                                  "costs two to three times as much"});
  if (O.Overflow)
    F.Risks.push_back({false, "the cache grows with the number of different "
                              "arguments: bound it (LRU)"});
  else
    F.Risks.push_back({false, "other inputs may repeat less: measure the hit "
                              "rate there"});
}

void detectMemoize(const Model &M, const CostModel &Costs,
                   std::vector<Finding> &Out) {
  for (const Memo &O : M.Memos) {
    Candidate C = examine(M, Costs, O);
    if (!worthwhile(C))
      continue;
    Finding F;
    F.Rule = "memoize";
    F.TheGroup = Group::Caching;
    F.File = C.F ? C.F->File : NoId;
    F.Line = C.F ? C.F->Line : 0;
    F.Function = O.Function;
    F.TheExtent = Extent::Subtree;
    F.SavingNs = C.RepeatNs - C.CacheNs;
    if (C.Rest > 1)
      F.SavingNs.Low *= UnseenShare;
    describe(C, F);
    judge(M, C, F);
    writeCacheSketch(
        {O, C.F, M.TheRun.Threads > 1,
         F.File != NoId && StringRef(M.Files[F.File].Name).ends_with(".c")},
        F);
    Out.push_back(std::move(F));
  }
}

} // namespace hone
