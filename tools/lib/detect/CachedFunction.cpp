//===- CachedFunction.cpp -------------------------------------------------===//

#include "CachedFunction.h"
#include "CacheSketch.h"
#include "KeyCosts.h"
#include "ProgramTime.h"
#include "RepeatedCalls.h"
#include "SampledTime.h"
#include "Words.h"
#include "hone/Abi.h"

#include <cmath>

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
/// A recursive function whose repeats are sampled: calls that each of its
/// computations makes. Few make more.
constexpr double MostBranches = 3;
/// Of the best cache's saving: the smallest cache that reaches it is as good.
constexpr double NearlyBest = 0.99;
/// Of the repeats, and of the best cache's saving: then one result is enough.
constexpr double MostlyLast = 0.9;
/// A cache that takes less needs no bound; one of more is bounded where this
/// share of the entries does.
constexpr double FewBytes = 1 << 20, MuchLess = 0.5;
/// Executions of a call in a loop per call of the function that it stands in, and
/// changes of its arguments.
constexpr double LeastTurns = 2, MostChanges = 1.5;
/// A node of std::unordered_map besides key and value: link, hash, malloc
/// header and its share of the bucket array.
constexpr unsigned NodeBytes = 40;

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

static CachedFunction examine(const Model &M, const Memo &O) {
  CachedFunction C(O);
  if (O.Function != NoId)
    C.F = &M.Functions[O.Function];
  C.Recursive = callsItself(M, O.Function);
  double Busy = O.ReadsOutside ? runningShare(M.TheRun) : busyShare(M.TheRun);
  C.KeyNs = keyNs(O, Busy);
  // The calls after the observed ones are taken to be like them.
  if (O.State == HONE_MEMO_STATE_ENOUGH && C.F)
    C.Rest = std::max(1.0, double(C.F->Calls) / O.Observed);
  C.MeasuredNs = std::max(0.0, O.RepeatNs * Busy - ClockNs * O.RepeatCalls);

  double Run = O.ReadsOutside
                   ? std::max(programNs(M), double(M.TheRun.WallNs))
                   : mostInclusiveNs(M, O.Function).value_or(programNs(M));
  // Hone's own cost, which was taken out, is known no better than the rest.
  double Error = std::min(0.9, TimeError / (1 - ownShare(M.TheRun)));
  double RepeatNs = C.MeasuredNs * C.Rest;
  C.RepeatNs =
      Interval{RepeatNs * (1 - Error), RepeatNs, RepeatNs}.clamp(0, Run);
  return C;
}

/// Look-ups and insertions of a cache of so many entries that answers this share
/// of the repeats.
static Interval cacheNs(const CachedFunction &C, const CostModel &Costs,
                        double Entries, double Answered) {
  const Memo &O = C.O;
  // Calls made by a repeat disappear with it: the cache sees the first call of
  // each tuple and the outermost repeats, nothing else.
  double Outermost = double(O.RepeatCalls);
  if (C.Recursive && O.Sampled)
    Outermost = std::min(Outermost, MostBranches * double(O.Distinct));
  double Lookups = (double(O.Distinct) + Outermost) * C.Rest;
  double Stored = double(O.Distinct) + (1 - Answered) * Outermost * C.Rest;
  if (Entries <= 1) // compared, not looked up
    return C.KeyNs * Lookups;
  auto Cost = [&](Action A) {
    return keyCost(Costs, Structure::HashMap, A, KeyClass::Integer, Entries);
  };
  return (Cost(Action::FindHit) + C.KeyNs) * Lookups +
         Cost(Action::Fill) * Stored;
}

/// The part of the repeats that a cache of so many entries answers.
static double answered(const CachedFunction &C, double Entries) {
  return C.Rates.most() > 0 ? std::min(1.0, C.Rates.at(Entries) / C.Rates.most())
                            : 1;
}

/// The line whose loop could call it once before it begins: nearly all calls are
/// made there, and while it runs they have the same arguments.
static const Edge *loopAround(const Model &M, const CachedFunction &C) {
  const Edge *From = mainCaller(M, C.O.Function);
  if (!From || !C.F || From->Calls < MainCallerShare * double(C.F->Calls))
    return nullptr;
  double Rounds = double(M.Functions[From->Caller].Calls);
  double Changes =
      (1 - C.Rates.at(1)) * double(C.F->Calls); // of the arguments, runs of equal ones
  bool IsLoop = double(From->Calls) >= LeastTurns * Rounds;
  return IsLoop && Changes <= MostChanges * Rounds ? From : nullptr;
}

/// The smallest cache that saves nearly as much as the best one.
static void chooseCache(const Model &M, const CostModel &Costs,
                        CachedFunction &C) {
  double Distinct = std::max(double(C.O.Distinct), 1.0);
  auto Gain = [&](double Entries) {
    double Share = answered(C, Entries);
    return Share * C.RepeatNs.Mid - cacheNs(C, Costs, Entries, Share).Mid;
  };
  C.Entries = Distinct;
  // With a cache a recursion's calls come in another order.
  if (C.Rates.areKnown() && !C.Recursive) {
    double Best = Gain(Distinct), Small = Distinct;
    for (double Entries = 1; Entries < Distinct; Entries *= 2)
      Best = std::max(Best, Gain(Entries));
    for (double Entries = Distinct / 2; Entries >= 1; Entries /= 2)
      if (double Rounded = std::exp2(std::ceil(std::log2(Entries)));
          Rounded < Distinct && Gain(Rounded) >= NearlyBest * Best)
        Small = Rounded;
    if (Best > 0 && answered(C, 1) >= MostlyLast &&
        Gain(1) >= MostlyLast * Best) {
      C.Loop = loopAround(M, C);
      if (C.Loop || Distinct > 1) {
        C.Kind = C.Loop ? CacheKind::Hoist : CacheKind::LastValue;
        C.Entries = 1;
      }
    } else if (Distinct * C.Rest * entryBytes(C.O) > FewBytes &&
               Small <= MuchLess * Distinct) {
      C.Kind = CacheKind::Lru;
      C.Entries = Small;
    }
  }
  double Share = answered(C, C.Entries);
  C.LookUpNs = keyCost(Costs, Structure::HashMap, Action::FindHit,
                       KeyClass::Integer, C.Entries);
  C.CacheNs = C.Kind == CacheKind::Hoist ? Interval()
                                         : cacheNs(C, Costs, C.Entries, Share);
  C.RepeatNs = C.RepeatNs * Share;
}

std::optional<CachedFunction> examineCache(const Model &M,
                                           const CostModel &Costs,
                                           const Memo &O) {
  // CHEAP and UNIQUE were switched off early: their figures are of the start.
  bool IsObserved =
      O.State == HONE_MEMO_STATE_ARMED || O.State == HONE_MEMO_STATE_ENOUGH;
  if (!IsObserved || O.Builds || !O.RepeatCalls || O.Distinct >= O.Observed)
    return std::nullopt;
  CachedFunction C = examine(M, O);
  chooseCache(M, Costs, C);
  if (C.RepeatNs.Mid < Margin * C.CacheNs.Mid ||
      (C.RepeatNs - C.CacheNs).Low <= 0)
    return std::nullopt;
  return C;
}

std::vector<CachedFunction> worthCaching(const Model &M,
                                         const CostModel &Costs) {
  std::vector<CachedFunction> Result;
  for (const Memo &O : M.Memos)
    if (!O.Conflicts && !O.ReadsOutside)
      if (std::optional<CachedFunction> C = examineCache(M, Costs, O))
        Result.push_back(std::move(*C));
  return Result;
}

double entryBytes(const Memo &O) {
  double Entry = NodeBytes + approximateSize(O.ResultType);
  for (const std::string &Type : splitTypes(O.ArgumentTypes))
    Entry += std::max(approximateSize(Type), 8u);
  return Entry;
}

/// [[entries, hit rate], ...]
static json::Value curveOf(const CachedFunction &C) {
  if (!C.Rates.areKnown())
    return nullptr;
  json::Array Curve;
  for (double Entries = 1;; Entries *= 4) {
    Entries = std::min(Entries, double(C.O.Distinct));
    Curve.push_back(json::Array{int64_t(Entries), C.Rates.at(Entries)});
    if (Entries >= double(C.O.Distinct))
      return Curve;
  }
}

static std::string hitRateWords(const CachedFunction &C) {
  std::string Words = "hit rate by the number of results kept:";
  double Distinct = double(C.O.Distinct);
  std::vector<double> Shown = {1, 16, 256, 4096, 65536};
  erase_if(Shown, [&](double N) { return N >= Distinct; });
  Shown.push_back(C.Entries);
  Shown.push_back(Distinct);
  llvm::sort(Shown);
  Shown.erase(std::unique(Shown.begin(), Shown.end()), Shown.end());
  for (double N : Shown)
    Words += (N == Shown.front() ? " " : ", ") + countWords(uint64_t(N)) + ": " +
             percentWords(100 * C.Rates.at(N));
  return Words;
}

static void describe(const CachedFunction &C, Finding &F) {
  const Memo &O = C.O;
  uint64_t Calls = C.F ? std::max(C.F->Calls, O.Observed) : O.Observed;
  double Share = double(O.Observed - O.Distinct) / O.Observed;
  StringRef About = O.Sampled ? "about " : "";
  F.Observed.push_back(countWords(Calls) + " calls with " + About.str() +
                       plural(O.Distinct, "different argument tuple",
                              "different argument tuples") +
                       ": " + About.str() + percentWords(100 * Share) +
                       " of the calls repeat an earlier one");
  F.Observed.push_back("the repeats took " + timeWords(C.MeasuredNs) + ", " +
                       timeWords(C.MeasuredNs / O.RepeatCalls) +
                       " each (what they call included)");
  if (C.Rates.areKnown() && !C.Recursive && O.Distinct > 1)
    F.Observed.push_back(hitRateWords(C));
  std::string KeyHow = O.KeyNs ? "measured" : "by the arguments' types";
  if (C.Entries > 1) {
    F.Observed.push_back(
        "a look-up would take about " + timeWords(C.KeyNs.Mid + C.LookUpNs.Mid) +
        ", of which " + timeWords(C.KeyNs.Mid) + " is for the key (" + KeyHow +
        ")");
    F.Observed.push_back(
        "the cache would hold about " + byteWords(C.Entries * entryBytes(O)) +
        (C.Kind == CacheKind::Unbounded && O.Observed < Calls ? " or more" : ""));
  } else if (C.Kind == CacheKind::LastValue) {
    F.Observed.push_back("comparing the arguments with the last ones would take "
                         "about " +
                         timeWords(C.KeyNs.Mid) + " (" + KeyHow + ")");
  }
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
                         countWords(O.Distinct + O.RepeatCalls) +
                         " calls are left of " + countWords(Calls));
  F.Evidence = {{"calls", int64_t(Calls)},
                {"observed_calls", int64_t(O.Observed)},
                {"distinct_arguments", int64_t(O.Distinct)},
                {"distinct_is_estimate", O.Sampled != 0},
                {"repeat_share", Share},
                {"repeat_calls", int64_t(O.RepeatCalls)},
                {"repeat_ns", int64_t(C.MeasuredNs)},
                {"key_ns", O.KeyNs ? json::Value(*O.KeyNs) : nullptr},
                {"cache_cost_ns", int64_t(C.CacheNs.Mid)},
                {"cache_bytes", int64_t(C.Entries * entryBytes(O))},
                {"cache_entries", int64_t(C.Entries)},
                {"hit_rate_curve", curveOf(C)},
                {"argument_types", O.ArgumentTypes},
                {"result_type", O.ResultType},
                {"purity", O.Purity},
                {"different_results", int64_t(O.Conflicts)},
                {"recursive", C.Recursive}};
}

static void judge(const Model &M, const CachedFunction &C, Finding &F) {
  const Memo &O = C.O;
  std::string Same = (O.Sampled ? "all that were watched of " : "all ") + countWords(O.Observed - O.Distinct) +
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
  if (hasThreads(M))
    F.Risks.push_back({false, "the run had " + countWords(M.TheRun.Threads) +
                                  " threads: one cache per thread "
                                  "(thread_local) or one with a lock, which "
                                  "costs two to three times as much"});
  if (C.Kind == CacheKind::Unbounded &&
      C.Entries * C.Rest * entryBytes(O) > FewBytes)
    F.Risks.push_back({false, "the cache grows with the number of different "
                              "arguments: bound it (LRU)"});
  else
    F.Risks.push_back({false, "other inputs may repeat less: measure the hit "
                              "rate there"});
}

Finding cacheFinding(const Model &M, const CachedFunction &C, StringRef Rule) {
  Finding F;
  F.Rule = Rule.str();
  F.TheGroup = Group::Caching;
  F.File = C.F ? C.F->File : NoId;
  F.Line = C.F ? C.F->Line : 0;
  F.Function = C.O.Function;
  F.TheExtent = Extent::Subtree;
  if (C.Loop) {
    F.File = C.Loop->File;
    F.Line = C.Loop->Line;
    F.Function = C.Loop->Caller;
    F.SubtreeOf = C.O.Function;
  }
  F.Cache = C.Kind == CacheKind::Unbounded
                ? "unbounded"
                : "lru:" + std::to_string(uint64_t(C.Entries));
  F.SavingNs = C.RepeatNs - C.CacheNs;
  if (C.Rest > 1)
    F.SavingNs.Low *= UnseenShare;
  describe(C, F);
  judge(M, C, F);
  return F;
}

void detectCaches(const Model &M, const CostModel &Costs, CacheKind Kind,
                  StringRef Rule, std::vector<Finding> &Out) {
  for (const CachedFunction &C : worthCaching(M, Costs)) {
    if (C.Kind != Kind)
      continue;
    Finding F = cacheFinding(M, C, Rule);
    bool IsC =
        F.File != NoId && StringRef(M.Files[F.File].Name).ends_with(".c");
    writeCacheSketch({C, hasThreads(M), IsC}, F);
    Out.push_back(std::move(F));
  }
}

} // namespace hone
