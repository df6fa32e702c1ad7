//===- ttl-cache.cpp - rule ttl-cache --------------------------*- C++ -*-===//
//
// Owns: for how long an answer of the outside (files, the network, ...) may be
// kept, and what that saves. How fast answers change was observed: equal
// questions, the time between them, whether the answers were equal.
//
//===----------------------------------------------------------------------===//

#include "CacheSketch.h"
#include "CachedFunction.h"
#include "Detectors.h"
#include "ProgramTime.h"
#include "Words.h"

#include <cmath>

using namespace llvm;

namespace hone {

/// Of the answers from the cache, that may be out of date. A result that is
/// stable over 95 % of the gaps may be kept so long (the rule of the C3
/// detectors; see "TTLs Matter", EuroSys'24, for what a shorter life costs).
static constexpr double MostStale = 0.05;
/// Fewer repeats do not tell how fast answers change.
static constexpr double EnoughRepeats = 20;
/// Of the largest saving: a shorter life that reaches it is better.
static constexpr double NearlyBest = 0.97;
/// Lives are made of these, and from 10 ms up to a day.
static constexpr double Steps[] = {1, 2, 5};
static constexpr double ShortestNs = 10e6, LongestNs = 86400e9;

namespace {
struct Life {
  double Ns = 0;
  AgedHits Hits;
};
} // namespace

/// The shortest that saves nearly as much as the longest permitted one; null:
/// answers change too fast.
static std::optional<Life> chooseLife(const AgedHitRates &Ages, double RunNs) {
  std::vector<Life> Permitted;
  for (double Decade = ShortestNs; Decade <= LongestNs; Decade *= 10)
    for (double Step : Steps) {
      Life L{Decade * Step, Ages.at(Decade * Step)};
      // Of more than the run nothing is known.
      if (L.Hits.Rate > 0 && L.Hits.Stale <= MostStale && L.Ns <= RunNs)
        Permitted.push_back(L);
    }
  for (const Life &L : Permitted)
    if (L.Hits.Rate >= NearlyBest * Permitted.back().Hits.Rate)
      return L;
  return std::nullopt;
}

/// "300 s", "50 ms"
static std::string lifeWords(double Ns) {
  return Ns < 1e9 ? std::to_string(int(Ns / 1e6)) + " ms"
                  : std::to_string(int(Ns / 1e9)) + " s";
}

/// A program that waits for nothing else asks again sooner when it is answered
/// sooner: more questions come while an answer lives.
static double quickerRate(const AgedHitRates &Ages, const Life &L,
                          double CallNs, double Calls, double RunNs) {
  double Rate = L.Hits.Rate;
  for (int Round = 0; Round != 20; ++Round) {
    double Left = std::max(RunNs - Rate * Calls * CallNs, RunNs / 1000);
    Rate = Ages.at(L.Ns * RunNs / Left).Rate;
  }
  return Rate;
}

/// Files and variables that are only read again are compute-once's.
static bool waitsForAnswers(const Memo &O) {
  StringRef Asks = O.Purity; // as the pass says it
  return O.ReadsOutside && (Asks.contains("network") || Asks.contains("waits"));
}

static void describeAges(const AgedHitRates &Ages, const Life &L, Finding &F) {
  F.Observed.push_back(
      countWords(uint64_t(Ages.repeats())) + " times an equal question came "
      "again, up to " + timeWords(Ages.longestNs()) + " later; " +
      (Ages.changed() > 0
           ? "the answer was another one in " +
                 percentWords(100 * Ages.changed() / Ages.repeats()) + " of them"
           : "the answer was always the same"));
  F.Observed.push_back(
      "kept for " + lifeWords(L.Ns) + ", results would answer " +
      percentWords(100 * L.Hits.Rate) + " of the calls (more where they come sooner), and " +
      (Ages.changed() > 0 ? "about " : "at most ") +
      percentWords(100 * L.Hits.Stale) + " of these answers would be out of date");
  json::Array Curve;
  for (double Decade = ShortestNs; Decade <= 10 * L.Ns; Decade *= 10)
    for (double Step : Steps) {
      AgedHits Hits = Ages.at(Decade * Step);
      Curve.push_back(json::Array{Decade * Step / 1e9, Hits.Rate, Hits.Stale});
    }
  F.Evidence.push_back({"ttl_s", L.Ns / 1e9});
  F.Evidence.push_back({"ttl_hit_rate", L.Hits.Rate});
  F.Evidence.push_back({"ttl_stale_share", L.Hits.Stale});
  F.Evidence.push_back({"ttl_curve", std::move(Curve)}); // s, hits, stale
  F.Evidence.push_back({"changed_results", int64_t(Ages.changed())});
}

void detectTtlCache(const Model &M, const CostModel &Costs,
                    std::vector<Finding> &Out) {
  for (const Memo &O : M.Memos) {
    AgedHitRates Ages(O);
    if (!waitsForAnswers(O) || Ages.repeats() < EnoughRepeats)
      continue;
    double RunNs = double(M.TheRun.WallNs);
    std::optional<Life> L = chooseLife(Ages, RunNs);
    std::optional<CachedFunction> C = examineCache(M, Costs, O);
    if (!L || !C)
      continue;
    double Repeated = double(O.Observed - O.Distinct) / double(O.Observed);
    C->Kind = CacheKind::Unbounded;
    C->Loop = nullptr;
    double Slow = std::min(1.0, L->Hits.Rate / Repeated);
    double Quick = quickerRate(Ages, *L, C->MeasuredNs / double(O.RepeatCalls),
                               double(O.Observed), RunNs);
    Quick = std::clamp(Quick / Repeated, Slow, 1.0);
    C->RepeatNs = {C->RepeatNs.Low * Slow,
                   C->RepeatNs.Mid * std::sqrt(Slow * Quick),
                   C->RepeatNs.High * Quick};
    if ((C->RepeatNs - C->CacheNs).Low <= 0)
      continue;
    Finding F = cacheFinding(M, *C, "ttl-cache");
    F.SavesWaiting = true;
    F.Cache = "ttl:" + StringRef(lifeWords(L->Ns)).split(' ').first.str() +
              (L->Ns < 1e9 ? "ms" : "s");
    describeAges(Ages, *L, F);
    F.TheConfidence = Confidence::Medium;
    F.ConfidenceWhy = "it " + O.Purity + "; how old an answer may be is yours to "
                                         "say";
    F.Risks.clear();
    F.Risks.push_back({false, "answers up to " + lifeWords(L->Ns) + " old: " +
                                  percentWords(100 * L->Hits.Stale) +
                                  " out of date by what was observed"});
    F.Risks.push_back({false, "a failed answer must not be kept, or not as long"});
    if (hasThreads(M))
      F.Risks.push_back({false, "the run had " + countWords(M.TheRun.Threads) +
                                    " threads: the cache needs a lock"});
    writeAgedCacheSketch(*C, lifeWords(L->Ns), F);
    Out.push_back(std::move(F));
  }
}

} // namespace hone
