//===- shared-cache.cpp - rule shared-cache --------------------*- C++ -*-===//
//
// Owns: that several processes compute the same results, and what one cache for
// all of them saves where a cache in each does not already. How many different
// arguments there are over all processes follows from the smallest fingerprints
// of each (Bar-Yossef et al., "Counting distinct elements in a data stream",
// RANDOM'02): those of the union's smallest that several processes have.
//
//===----------------------------------------------------------------------===//

#include "CacheSketch.h"
#include "CachedFunction.h"
#include "Detectors.h"
#include "ProgramTime.h"
#include "Words.h"
#include "hone/Abi.h"

#include <cmath>

using namespace llvm;

namespace hone {

/// A request to a Redis server and its answer: from one on this machine (27 us
/// measured, redis-benchmark with one client, an AMD EPYC virtual machine) to one
/// in the same network.
static constexpr Interval RoundTripNs = {30e3, 100e3, 500e3};
/// A result has to take so many round trips; asking costs one also where the
/// answer is not there.
static constexpr double MinRoundTrips = 5;
/// Of the calls, that a shared cache answers and a cache in each process does not.
static constexpr double MinMoreHits = 0.2;
/// With fewer fingerprints the share that is common is chance.
static constexpr size_t EnoughKeys = 8;

namespace {
struct Sharing {
  double Union = 0;  ///< different arguments over all processes
  double Alone = 0;  ///< summed over the processes
  double CallNs = 0; ///< mean
  double Local = 0, Shared = 0; ///< hit rates
};
} // namespace

/// An address means something else in another process.
static bool isSameElsewhere(StringRef Types) {
  while (!Types.empty()) {
    auto [Before, After] = Types.split('*');
    if (Before.size() != Types.size() && !Before.rtrim().ends_with("char"))
      return false;
    Types = After;
  }
  return true;
}

static std::optional<Sharing> sharingOf(const Model &M, const Memo &O) {
  if (O.Builds || O.Function == NoId || O.Keys.size() < EnoughKeys ||
      !O.Observed || !isSameElsewhere(O.ArgumentTypes))
    return std::nullopt;
  // Of the union's smallest every process has told.
  size_t Count = std::min<size_t>(O.Keys.size(), HONE_REUSE_KEYS);
  double Had = 0;
  for (size_t I = 0; I != Count; ++I)
    Had += O.Keys[I].second;
  if (Had < double(Count)) // no runtime writes that
    return std::nullopt;
  Sharing S;
  S.Alone = double(O.Distinct);
  S.Union = S.Alone * double(Count) / Had;
  double Busy = O.ReadsOutside ? runningShare(M.TheRun) : busyShare(M.TheRun);
  S.CallNs = double(O.TotalNs) * Busy / double(O.Observed);
  S.Local = 1 - S.Alone / double(O.Observed);
  S.Shared = 1 - S.Union / double(O.Observed);
  return S;
}

static void describe(const Memo &O, const Sharing &S, Finding &F) {
  auto Count = [](double N) { return countWords(uint64_t(std::llround(N))); };
  F.Observed = {
      Count(double(O.Observed)) + " calls in several processes, with " +
          Count(S.Alone) + " different arguments, each process for itself, and "
          "about " + Count(S.Union) + " over all of them",
      "a cache in each process would answer " + percentWords(100 * S.Local) +
          " of the calls, one for all about " + percentWords(100 * S.Shared),
      "a call takes " + timeWords(S.CallNs) + " on average; a request to a "
          "server of a cache is taken to need " + timeWords(RoundTripNs.Low) +
          " to " + timeWords(RoundTripNs.High)};
  F.Evidence = {{"calls", int64_t(O.Observed)},
                {"distinct_arguments", int64_t(O.Distinct)},
                {"distinct_arguments_shared", std::round(S.Union)},
                {"local_hit_rate", S.Local},
                {"shared_hit_rate", S.Shared},
                {"call_ns", S.CallNs},
                {"round_trip_ns", json::Array{RoundTripNs.Low, RoundTripNs.Mid,
                                              RoundTripNs.High}},
                {"purity", O.Purity},
                {"different_results", int64_t(O.Conflicts)}};
}

void detectSharedCache(const Model &M, const CostModel &,
                       std::vector<Finding> &Out) {
  for (const Memo &O : M.Memos) {
    std::optional<Sharing> S = sharingOf(M, O);
    if (!S || (O.Conflicts && !O.ReadsOutside) ||
        S->Shared - S->Local < MinMoreHits ||
        S->CallNs < MinRoundTrips * RoundTripNs.Mid)
      continue;
    const Function &Called = M.Functions[O.Function];
    Finding F;
    F.Rule = "shared-cache";
    F.TheGroup = Group::Caching;
    F.File = Called.File;
    F.Line = Called.Line;
    F.Function = O.Function;
    F.TheExtent = Extent::Subtree;
    F.SavesWaiting = O.ReadsOutside;
    // What a process has computed it keeps itself; of the rest it asks the
    // server, and what that does not know it computes and sends there.
    double Saved = (double(O.Observed) - S->Union) * S->CallNs;
    F.SavingNs = Interval{Saved, Saved, Saved} -
                 RoundTripNs * (S->Alone + S->Union);
    if (F.SavingNs.Low <= 0)
      continue;
    describe(O, *S, F);
    F.TheConfidence = O.Proven && !O.ReadsGlobals && !O.ReadsOutside
                          ? Confidence::Medium
                          : Confidence::Low;
    F.ConfidenceWhy = O.Proven && F.TheConfidence == Confidence::Medium
                          ? "it has no side effect; whether the processes may "
                            "share what they compute is yours to say"
                          : "it " + O.Purity + ": all processes have to see the "
                                               "same";
    F.Risks = {
        {false, "the server can be slow or gone: the program has to go on "
                "without it, after a short timeout"},
        {false, "results of another version of the program: put a version into "
                "the key, and let entries expire"},
        {false, "arguments and results leave the process: nothing secret among "
                "them"}};
    writeSharedCacheSketch(O, Called, F);
    Out.push_back(std::move(F));
  }
}

} // namespace hone
