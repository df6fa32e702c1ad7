//===- SampledTimes.cpp ---------------------------------------------------===//
//
// Owns: see SampledTimes.h. Inclusive times count a line, function or edge once
// per stack: the outermost time that it stands on it.
//
//===----------------------------------------------------------------------===//

#include "SampledTimes.h"
#include "LineLookup.h"
#include "Poisson.h"
#include "Saturate.h"
#include "hone/Abi.h"
#include <algorithm>
#include <cstdlib>

using namespace hone;

/// Fewer tell less than hooks do.
static constexpr double EnoughToRefute = 10;

namespace {
/// What hooks say of the samples that were taken while a function was the
/// innermost timed one: a stratum.
struct Stratum {
  double Taken = 0;   ///< samples
  uint64_t FoundNs = 0; ///< what they stand for by themselves
  uint64_t CpuNs = 0; ///< what is known of the function's own time
};
} // namespace

/// The time between two clock readings is known better than a number of samples,
/// unless the function waited, or had no processor: where the two contradict
/// each other, samples know better. But a few samples in a function that took
/// next to no time are nothing but chance.
static void judge(Stratum &S, uint64_t TimedNs, uint64_t PeriodNs) {
  double NsOfOne = S.Taken > 0 ? double(S.FoundNs) / S.Taken : double(PeriodNs);
  auto [Low, High] = poissonInterval(S.Taken);
  bool TooLittle =
      double(TimedNs) < Low * NsOfOne && S.Taken >= EnoughToRefute;
  bool TooMuch = double(TimedNs) > High * NsOfOne;
  S.CpuNs = TooLittle || TooMuch ? S.FoundNs : TimedNs;
}

/// No more than the process's CPU time without hone's own: on a busy machine wall
/// time between two clock readings is more, if not by so much that samples
/// contradict it.
static void limit(std::vector<Stratum> &Strata, const Run &R) {
  double Known = 0, Most = double(R.CpuNs) * (1 - R.OverheadPct.value_or(0) / 100);
  for (const Stratum &S : Strata)
    Known += double(S.CpuNs);
  for (Stratum &S : Strata)
    if (R.CpuNs && Known > 1.01 * Most) // neither is known better than that
      S.CpuNs = toCount(double(S.CpuNs) * Most / Known);
}

/// Decides what each sample weighs: all of a stratum together its known time
/// (post-stratification: Cochran, Sampling Techniques, 5A.9).
static std::vector<Stratum> weighSamples(Model &M) {
  std::vector<Stratum> Strata(M.Functions.size());
  for (Sample &S : M.Samples) {
    S.Ns = S.Count * S.PeriodNs;
    if (S.Stratum != NoId) {
      Strata[S.Stratum].Taken += S.Taken;
      Strata[S.Stratum].FoundNs += S.Ns;
    }
  }
  for (FunctionId F = 0; F != Strata.size(); ++F)
    if (M.Functions[F].TimedSelfNs)
      judge(Strata[F], *M.Functions[F].TimedSelfNs, M.TheRun.SamplePeriodNs);
    else
      Strata[F].CpuNs = Strata[F].FoundNs;
  limit(Strata, M.TheRun);
  for (Sample &S : M.Samples)
    if (S.Stratum != NoId && Strata[S.Stratum].FoundNs)
      S.Ns = toCount(double(S.Ns) * double(Strata[S.Stratum].CpuNs) /
                     double(Strata[S.Stratum].FoundNs));
  return Strata;
}

namespace {

class Attribution {
public:
  Attribution(Model &M, std::vector<Stratum> Strata)
      : M(M), Strata(std::move(Strata)) {}
  void run();

private:
  void sumNodes();
  void nameFrames();
  void addKernel(std::optional<uint64_t> &Sum, const CallNode &N) const {
    if (KnowsKernel)
      Sum = Sum.value_or(0) + N.KernelNs;
  }
  void addSelfTimes();
  void addTotals();
  void enter(uint32_t Node);
  void leave(uint32_t Node);
  void setIntervals();
  uint64_t offNs(FunctionId Id) const;
  void setFunctionTimes();

  uint32_t edgeInto(uint32_t Node) const;

  Model &M;
  const std::vector<Stratum> Strata; ///< by function
  double Taken = 0; ///< samples
  bool KnowsKernel = false; ///< and what was in system calls
  /// By node: the innermost node of the user's on the way there, or NoId.
  std::vector<uint32_t> User;
  /// By node of the user's: its Line and the Edge into it, or NoId.
  std::vector<uint32_t> Lines, Edges;
  std::vector<double> LineTaken; ///< samples by line
  /// How often each is on the way to the node at hand.
  std::vector<uint32_t> ActiveLines, ActiveFunctions, ActiveEdges;
};

} // namespace

void Attribution::sumNodes() {
  M.TheRun.SampledNs = 0;
  for (const Sample &S : M.Samples) {
    *M.TheRun.SampledNs += S.Ns;
    Taken += S.Taken;
    M.CallTree[S.Node].SelfNs += S.Ns;
    KnowsKernel |= S.Mode != 0;
    if (S.Mode == HONE_SAMPLE_KERNEL)
      M.CallTree[S.Node].KernelNs += S.Ns;
  }
  for (size_t I = M.CallTree.size(); I--;) {
    CallNode &N = M.CallTree[I];
    N.TotalNs += N.SelfNs;
    if (N.Parent != NoId)
      M.CallTree[N.Parent].TotalNs += N.TotalNs;
  }
}

/// The edge by which the node was reached: of several from its caller's
/// function the one at the caller's line, or nearest to it.
uint32_t Attribution::edgeInto(uint32_t Node) const {
  const CallNode &N = M.CallTree[Node];
  uint32_t Above = N.Parent == NoId ? NoId : User[N.Parent];
  FunctionId Caller = Above == NoId ? NoId : M.CallTree[Above].Function;
  if (N.Function == NoId || (Above != NoId && Caller == NoId))
    return NoId;
  auto IsBefore = [](const Edge &E, auto Key) {
    return std::pair(E.Caller, E.Callee) < Key;
  };
  std::pair Key(Caller, N.Function);
  auto It = std::lower_bound(M.Edges.begin(), M.Edges.end(), Key, IsBefore);
  uint32_t Best = NoId;
  int64_t Least = 0;
  for (; It != M.Edges.end() && std::pair(It->Caller, It->Callee) == Key;
       ++It) {
    int64_t Distance = 0;
    if (Above != NoId)
      Distance = std::abs(int64_t(It->Line) - M.CallTree[Above].Line) +
                 (It->File == M.CallTree[Above].File ? 0 : int64_t(1) << 32);
    if (Best == NoId || Distance < Least) {
      Best = static_cast<uint32_t>(It - M.Edges.begin());
      Least = Distance;
    }
  }
  return Best;
}

void Attribution::nameFrames() {
  for (uint32_t I = 0; I != M.CallTree.size(); ++I) {
    const CallNode &N = M.CallTree[I];
    uint32_t Above = N.Parent == NoId ? NoId : User[N.Parent];
    // A function without counts (an implicit destructor, say) works for the line
    // that called it, as a library does.
    if (N.IsOutside || (N.Function == NoId && Above != NoId)) {
      User.push_back(Above);
      Lines.push_back(NoId);
      Edges.push_back(NoId);
    } else {
      User.push_back(I);
      Lines.push_back(findLine(M.Lines, N.File, N.Line));
      Edges.push_back(edgeInto(I));
    }
  }
}

static void addOutside(std::vector<OutsideTime> &Times, const CallNode &N) {
  auto It =
      std::find_if(Times.begin(), Times.end(), [&](const OutsideTime &Time) {
        return Time.Name == N.Name;
      });
  if (It == Times.end())
    It = Times.insert(It, {N.Name, 0, 0});
  It->Ns += N.SelfNs;
  It->KernelNs += N.KernelNs;
}

static void addTo(std::optional<uint64_t> &Sum, uint64_t Value) {
  Sum = Sum.value_or(0) + Value;
}

void Attribution::addSelfTimes() {
  for (uint32_t I = 0; I != M.CallTree.size(); ++I) {
    const CallNode &N = M.CallTree[I];
    if (User[I] == NoId || !N.SelfNs)
      continue;
    const CallNode &By = M.CallTree[User[I]];
    if (By.Function != NoId) {
      addTo(M.Functions[By.Function].SampledSelfNs, N.SelfNs);
      addKernel(M.Functions[By.Function].KernelNs, N);
    }
    if (uint32_t At = Lines[User[I]]; At != NoId) {
      addTo(M.Lines[At].SelfNs, N.SelfNs);
      addKernel(M.Lines[At].KernelNs, N);
      if (N.IsOutside)
        addOutside(M.Lines[At].Outside, N);
    }
  }
  for (const Sample &S : M.Samples) {
    uint32_t By = User[S.Node];
    if (By != NoId && Lines[By] != NoId)
      LineTaken[Lines[By]] += S.Taken;
    // In a library, by a way that could not be walked.
    if (By == NoId && S.Stratum != NoId) {
      addTo(M.Functions[S.Stratum].SampledSelfNs, S.Ns);
      addTo(M.Functions[S.Stratum].SampledTotalNs, S.Ns);
    }
  }
}

void Attribution::enter(uint32_t Node) {
  const CallNode &N = M.CallTree[Node];
  if (N.IsOutside)
    return;
  if (uint32_t At = Lines[Node]; At != NoId && !ActiveLines[At]++)
    addTo(M.Lines[At].TotalNs, N.TotalNs);
  if (N.Function != NoId && !ActiveFunctions[N.Function]++)
    addTo(M.Functions[N.Function].SampledTotalNs, N.TotalNs);
  if (uint32_t By = Edges[Node]; By != NoId && !ActiveEdges[By]++)
    addTo(M.Edges[By].SampledTotalNs, N.TotalNs);
}

void Attribution::leave(uint32_t Node) {
  const CallNode &N = M.CallTree[Node];
  if (N.IsOutside)
    return;
  if (Lines[Node] != NoId)
    --ActiveLines[Lines[Node]];
  if (N.Function != NoId)
    --ActiveFunctions[N.Function];
  if (Edges[Node] != NoId)
    --ActiveEdges[Edges[Node]];
}

void Attribution::addTotals() {
  std::vector<std::vector<uint32_t>> Below(M.CallTree.size() + 1);
  size_t Root = M.CallTree.size();
  for (uint32_t I = 0; I != M.CallTree.size(); ++I) {
    uint32_t Parent = M.CallTree[I].Parent;
    Below[Parent == NoId ? Root : Parent].push_back(I);
  }
  // A walk without recursion: stacks may be deep.
  std::vector<std::pair<uint32_t, bool>> Open; ///< node, and whether entered
  for (uint32_t Child : Below[Root])
    Open.push_back({Child, false});
  while (!Open.empty()) {
    auto [Node, IsEntered] = Open.back();
    if (IsEntered) {
      leave(Node);
      Open.pop_back();
      continue;
    }
    Open.back().second = true;
    enter(Node);
    for (uint32_t Child : Below[Node])
      Open.push_back({Child, false});
  }
}

void Attribution::setIntervals() {
  if (Taken <= 0)
    return;
  double NsOfOne = double(*M.TheRun.SampledNs) / Taken;
  for (size_t I = 0; I != M.Lines.size(); ++I) {
    Line &L = M.Lines[I];
    double Count = LineTaken[I];
    double Ns = Count > 0 ? double(*L.SelfNs) / Count : NsOfOne;
    auto [Low, High] = poissonInterval(Count);
    L.Samples = toCount(Count);
    L.SelfLowNs = toCount(Low * Ns);
    L.SelfHighNs = toCount(High * Ns);
    std::stable_sort(
        L.Outside.begin(), L.Outside.end(),
        [](const OutsideTime &A, const OutsideTime &B) { return A.Ns > B.Ns; });
  }
}

/// Time that hooks measured in the function itself which it neither spent on a
/// processor nor in a wait that was seen.
uint64_t Attribution::offNs(FunctionId Id) const {
  uint64_t TimedNs = M.Functions[Id].TimedSelfNs.value_or(0);
  return TimedNs - std::min(TimedNs, Strata[Id].CpuNs);
}

void Attribution::setFunctionTimes() {
  if (Taken < EnoughToRefute)
    return;
  double AllOffNs = 0;
  for (FunctionId Id = 0; Id != M.Functions.size(); ++Id)
    AllOffNs += double(offNs(Id));
  // What others had the processor for is not the program's.
  double OwnShare =
      AllOffNs > 0 ? std::max(0.0, 1 - double(M.TheRun.DelayNs) / AllOffNs) : 0;
  for (FunctionId Id = 0; Id != M.Functions.size(); ++Id) {
    Function &F = M.Functions[Id];
    uint64_t TotalNs = F.SampledTotalNs.value_or(0);
    if (!F.TimedSelfNs && !TotalNs)
      continue;
    const Stratum &S = Strata[Id];
    F.CpuNs = F.SampledSelfNs.value_or(0) + (S.Taken > 0 ? 0 : S.CpuNs);
    F.SelfNs = *F.CpuNs + F.WaitNs.value_or(0) +
               toCount(double(offNs(Id)) * OwnShare);
    F.SelfIsSampled = !F.TotalNs;
    if (F.TimedCalls < F.Calls) // there are others, inlined or throttled
      F.TotalNs = std::max(F.TotalNs.value_or(0), TotalNs);
    F.TotalNs = std::max(F.TotalNs.value_or(0), *F.SelfNs);
  }
  for (Edge &E : M.Edges)
    if (!E.TotalNs && E.SampledTotalNs.value_or(0))
      E.TotalNs = E.SampledTotalNs;
}

void Attribution::run() {
  for (Line &L : M.Lines)
    L.SelfNs = L.TotalNs = 0;
  for (Function &F : M.Functions)
    F.SampledSelfNs = F.SampledTotalNs = 0;
  for (Edge &E : M.Edges)
    E.SampledTotalNs = 0;
  LineTaken.resize(M.Lines.size());
  ActiveLines.resize(M.Lines.size());
  ActiveFunctions.resize(M.Functions.size());
  ActiveEdges.resize(M.Edges.size());
  sumNodes();
  nameFrames();
  addSelfTimes();
  addTotals();
  setIntervals();
  setFunctionTimes();
}

void hone::attributeSamples(Model &M) {
  Attribution(M, weighSamples(M)).run();
}
