//===- Advice.cpp - which findings are worth showing -----------*- C++ -*-===//
//
// Owns: ranks, overlaps and the floor of Advice.h.
//
//===----------------------------------------------------------------------===//

#include "Advice.h"
#include "ContainerUse.h"
#include "ProgramTime.h"

#include "llvm/ADT/STLExtras.h"

#include <tuple>

using namespace llvm;

namespace hone {
namespace {

/// Predictions are good to 30 % at best: a smaller lead decides nothing.
constexpr double NearlyAsMuch = 0.7;
/// A cause that explains less of a symptom than this is one of several.
constexpr double Explains = 0.5;

/// Answers whether two findings would save the same time.
class Overlaps {
public:
  explicit Overlaps(const Model &M) : M(M), Callees(M.Functions.size()) {
    for (const Edge &E : M.Edges)
      if (E.Caller != NoId && E.Callee != NoId)
        Callees[E.Caller].push_back(E.Callee);
  }

  bool operator()(const Finding &A, const Finding &B) const {
    if (A.File == B.File && A.Line == B.Line && A.Rule == B.Rule)
      return true; // instantiations of one function
    // Of one rule, each is about other operations on the container.
    if (A.OfContainer != NoId && A.OfContainer == B.OfContainer &&
        A.Rule != B.Rule)
      return true;
    return covers(A, B) || covers(B, A);
  }

private:
  /// Is most of Inner's work done below Outer's function?
  bool covers(const Finding &Outer, const Finding &Inner) const;
  std::vector<bool> below(FunctionId Root) const;

  const Model &M;
  std::vector<std::vector<FunctionId>> Callees;
};

} // namespace

std::vector<bool> Overlaps::below(FunctionId Root) const {
  std::vector<bool> Seen(M.Functions.size());
  std::vector<FunctionId> Work = {Root};
  Seen[Root] = true;
  while (!Work.empty()) {
    FunctionId Caller = Work.back();
    Work.pop_back();
    for (FunctionId Callee : Callees[Caller])
      if (!Seen[Callee]) {
        Seen[Callee] = true;
        Work.push_back(Callee);
      }
  }
  return Seen;
}

bool Overlaps::covers(const Finding &Outer, const Finding &Inner) const {
  FunctionId Root = rootOf(Outer), At = rootOf(Inner);
  if (Outer.TheExtent != Extent::Subtree || Root == NoId || At == NoId)
    return false;
  if (Root == At)
    return true;
  std::vector<bool> Below = below(Root);
  if (!Below[At])
    return false;
  // A helper that is mostly called from elsewhere keeps most of its saving.
  double Inside = 0, All = 0;
  for (const Edge &E : M.Edges) {
    if (E.Callee != At || E.Caller == E.Callee)
      continue;
    All += E.Calls;
    if (E.Caller != NoId && Below[E.Caller])
      Inside += E.Calls;
  }
  return Inside * 2 >= All;
}

/// A cache hides a slow algorithm, and the algorithm is what to change first:
/// between two findings that compete, the earlier group goes first if it saves
/// nearly as much.
static void preferAlgorithms(std::vector<Finding> &Findings,
                             const Overlaps &SameTime) {
  for (size_t I = 1; I < Findings.size(); ++I)
    for (size_t At = I; At; --At) {
      const Finding &Larger = Findings[At - 1], &F = Findings[At];
      if (F.TheGroup >= Larger.TheGroup ||
          F.SavingNs.Mid < NearlyAsMuch * Larger.SavingNs.Mid ||
          !SameTime(Larger, F))
        break;
      std::swap(Findings[At - 1], Findings[At]);
    }
}

/// One cause is one finding: what only says what happens goes below the largest
/// of those that say why.
static void foldSymptoms(std::vector<Finding> &Findings,
                         const Overlaps &SameTime) {
  std::vector<bool> IsListed(Findings.size());
  for (size_t I = 0; I != Findings.size(); ++I) {
    const Finding &Seen = Findings[I];
    auto Cause = find_if(Findings, [&](const Finding &F) {
      return !Seen.NamesCause && F.NamesCause &&
             F.TheGroup == Group::Algorithm &&
             F.SavingNs.Mid >= Explains * Seen.SavingNs.Mid &&
             SameTime(F, Seen);
    });
    if (Cause == Findings.end())
      continue;
    Cause->Symptoms.push_back({Seen.Rule, Seen.Title, Seen.File, Seen.Line});
    IsListed[I] = true;
  }
  size_t Next = 0;
  llvm::erase_if(Findings, [&](const Finding &) { return IsListed[Next++]; });
}

std::vector<Suggestion> rank(const Model &M, std::vector<Finding> Findings) {
  // The place decides between equals, so that ids do not change from run to run
  // of the tool; the detectors' order is not part of the contract.
  llvm::sort(Findings, [](const Finding &A, const Finding &B) {
    return std::tuple(-A.SavingNs.Mid, A.Rule, A.File, A.Line, A.Title) <
           std::tuple(-B.SavingNs.Mid, B.Rule, B.File, B.Line, B.Title);
  });
  Overlaps SameTime(M);
  foldSymptoms(Findings, SameTime);
  preferAlgorithms(Findings, SameTime);
  std::vector<Suggestion> Ranked;
  for (Finding &F : Findings) {
    Suggestion S;
    S.Id = "S" + std::to_string(Ranked.size() + 1);
    double Run = std::max(programNs(M), 1.0);
    if (F.SavesWaiting)
      Run = std::max(Run, double(M.TheRun.WallNs));
    // Never divide by nothing: a run cannot get faster than its clock shows.
    auto Speedup = [Run](double Saved) {
      return Run / std::max(Run - Saved, Run / 1000);
    };
    F.SavingNs = F.SavingNs.clamp(0, Run);
    S.Pct = F.SavingNs * (100 / Run);
    S.Speedup = {Speedup(F.SavingNs.Low), Speedup(F.SavingNs.Mid),
                 Speedup(F.SavingNs.High)};
    for (const Suggestion &Larger : Ranked)
      if (Larger.Within.empty() && SameTime(Larger.F, F)) {
        S.Within = Larger.Id;
        break;
      }
    S.F = std::move(F);
    Ranked.push_back(std::move(S));
  }
  return Ranked;
}

static Examined lookedAt(const Model &M) {
  Examined Looked;
  Looked.Functions =
      count_if(M.Functions, [](const Function &F) { return F.Calls != 0; });
  Looked.Searches =
      count_if(M.Scans, [](const Scan &S) { return S.Searches != 0; });
  Looked.Memos =
      count_if(M.Memos, [](const Memo &O) { return O.Observed != 0; });
  Looked.Containers = containerUses(M).size();
  return Looked;
}

Advice advise(const Model &M, const CostModel &Costs,
              const AdviceOptions &Options) {
  Advice Result;
  Result.ProgramNs = programNs(M);
  std::vector<Finding> Findings;
  // Where no times are known (a program that was killed), no share of them is.
  if (Result.ProgramNs > 0)
    for (const Rule &R : allRules())
      R.Detect(M, Costs, Findings);
  Result.Looked = lookedAt(M);
  Result.Costs = Costs.describe();
  Result.IsCalibrated = Costs.isCalibrated();
  for (Suggestion &S : rank(M, std::move(Findings))) {
    if (!Options.OnlyRule.empty() && S.F.Rule != Options.OnlyRule &&
        none_of(S.F.Symptoms, [&](const Symptom &Seen) {
          return Seen.Rule == Options.OnlyRule;
        }))
      continue;
    if (S.Pct.Mid < Options.MinGainPct)
      ++Result.Hidden;
    else if (Result.Suggestions.size() < Options.Most)
      Result.Suggestions.push_back(std::move(S));
  }
  return Result;
}

} // namespace hone
