//===- ModelBuild.cpp - the model made of the sums ------------------------===//
//
// Owns: the second half of ModelBuilder: solving counts, and joining counts,
// times and lines into the Model.
//
//===----------------------------------------------------------------------===//

#include "ModelBuilder.h"
#include "SampledTimes.h"
#include "Solver.h"
#include <algorithm>
#include <numeric>

using namespace hone;
using namespace llvm;

/// Frames that are active while counters are read leave counts that differ by one
/// each; so do threads that run on. More than this and 1 % of the function's
/// flow is worth telling.
static constexpr uint64_t QuietViolation = 64;

void ModelBuilder::solveCounts() {
  for (CounterSums &Sums : Copies) {
    FunctionInfo &Info = Sums.Copy.Info;
    FlowCounts Counts = solveFlow(Info.NumNodes, Info.Edges, Sums.Counters);
    uint64_t Largest = Counts.Nodes.empty()
                           ? 0
                           : *std::max_element(Counts.Nodes.begin(),
                                               Counts.Nodes.end());
    const std::string &Name = Functions.Functions[Sums.Copy.Function].Name;
    if (!Counts.IsComplete)
      TheModel.Notes.push_back("some counts of " + Name +
                               " are not known: its counters do not determine "
                               "them (please report this)");
    else if (Counts.Violation > QuietViolation + Largest / 100)
      TheModel.Notes.push_back(
          "the counts of " + Name + " contradict each other by up to " +
          std::to_string(Counts.Violation) +
          ": threads were running in it when its counters were read, or it "
          "left by a way that was not foreseen");
    Sums.Copy.NodeCounts = std::move(Counts.Nodes);
    Sums.Copy.EdgeCounts = std::move(Counts.Edges);
  }
}

void ModelBuilder::countCalls() {
  for (const CounterSums &Sums : Copies) {
    const FunctionCopy &Copy = Sums.Copy;
    Function &F = Functions.Functions[Copy.Function];
    for (size_t I = 0; I != Copy.Info.Edges.size(); ++I)
      if (Copy.Info.Edges[I].Source == FunctionInfo::Exit &&
          Copy.Info.Edges[I].Target == FunctionInfo::Entry)
        F.Calls += static_cast<uint64_t>(Copy.EdgeCounts[I]);
    F.AbnormalExits += abnormalExits(Copy);
    for (const CallSite &Call : Copy.Info.Calls) {
      FunctionId Callee = Functions.find(Call.Callee, F.File);
      if (Callee != NoId)
        Edges.addStatic(Copy.Function, Callee, Copy.Files[Call.At.File],
                        Call.At.Line,
                        Copy.NodeCounts[Call.Node]);
    }
  }
  for (FunctionId Id = 0; Id != Functions.Functions.size(); ++Id) {
    Function &F = Functions.Functions[Id];
    uint64_t Recursive = RecursiveCalls[Id];
    // Calls that were inlined into another activation are not timed.
    if (F.TimedCalls != F.Calls)
      Recursive = std::max(Recursive, Edges.selfCalls(Id));
    F.PrimitiveCalls = F.Calls - std::min(F.Calls, Recursive);
  }
}

std::optional<uint64_t> ModelBuilder::nodeCount(FunctionId Function,
                                                uint32_t Node) const {
  std::optional<uint64_t> Sum;
  for (const CounterSums &Sums : Copies) {
    if (Sums.Copy.Function != Function)
      continue;
    if (Node >= Sums.Copy.NodeCounts.size())
      return std::nullopt;
    Sum = Sum.value_or(0) + Sums.Copy.NodeCounts[Node];
  }
  return Sum;
}

void ModelBuilder::joinLines() {
  std::vector<FunctionCopy> All;
  for (CounterSums &Sums : Copies)
    All.push_back(std::move(Sums.Copy));
  LineCounts Counts = countLines(All);
  TheModel.Notes.insert(TheModel.Notes.end(), Counts.Notes.begin(),
                        Counts.Notes.end());
  std::vector<Line> &Lines = TheModel.Lines;
  for (const LineCount &Count : Counts.Lines) {
    Line L;
    L.File = Count.File;
    L.Line = Count.Line;
    L.Hits = Count.Hits;
    L.Function = Count.Function;
    Lines.push_back(L);
  }
  Waits.addTo(Lines);
}

void ModelBuilder::sortFunctions() {
  std::vector<Function> &Unsorted = Functions.Functions;
  std::vector<FunctionId> Order(Unsorted.size());
  std::iota(Order.begin(), Order.end(), 0);
  std::stable_sort(Order.begin(), Order.end(), [&](FunctionId A, FunctionId B) {
    return Unsorted[A].LinkageName < Unsorted[B].LinkageName;
  });
  std::vector<FunctionId> NewId(Order.size());
  for (FunctionId New = 0; New != Order.size(); ++New) {
    NewId[Order[New]] = New;
    TheModel.Functions.push_back(std::move(Unsorted[Order[New]]));
  }
  auto Renumber = [&](FunctionId &Id) {
    if (Id != NoId)
      Id = NewId[Id];
  };
  for (Edge &E : TheModel.Edges) {
    Renumber(E.Caller);
    Renumber(E.Callee);
  }
  std::sort(TheModel.Edges.begin(), TheModel.Edges.end(),
            [](const Edge &A, const Edge &B) {
              return std::tie(A.Caller, A.Callee, A.File, A.Line) <
                     std::tie(B.Caller, B.Callee, B.File, B.Line);
            });
  for (Line &L : TheModel.Lines)
    Renumber(L.Function);
  for (Loop &L : TheModel.Loops)
    Renumber(L.Function);
  std::sort(TheModel.Loops.begin(), TheModel.Loops.end(),
            [](const Loop &A, const Loop &B) {
              return std::tie(A.Function, A.File, A.Line) <
                     std::tie(B.Function, B.File, B.Line);
            });
  for (TimesBySize &T : TheModel.SizedTimes)
    Renumber(T.Function);
  for (Scan &S : TheModel.Scans)
    Renumber(S.Function);
  for (Memo &M : TheModel.Memos)
    Renumber(M.Function);
  for (NamedRead &R : TheModel.NamedReads)
    Renumber(R.Function);
  for (Container &C : TheModel.Containers)
    Renumber(C.Function);
  for (Operation &O : TheModel.Operations)
    Renumber(O.Function);
  for (StructType &S : TheModel.Structs) {
    for (StructLine &L : S.Lines)
      Renumber(L.Function);
    for (StructVisits &V : S.Visits)
      Renumber(V.Function);
  }
  for (CallNode &N : TheModel.CallTree)
    Renumber(N.Function);
  for (Sample &S : TheModel.Samples)
    Renumber(S.Stratum);
}

void ModelBuilder::finishTimes() {
  for (FunctionId Id = 0; Id != Functions.Functions.size(); ++Id) {
    Function &F = Functions.Functions[Id];
    F.Latencies = Latencies.latency(Id);
    if (F.Latencies && F.MinNs && F.MaxNs)
      F.Latencies->clamp(*F.MinNs, *F.MaxNs);
    if (Waits.isCollected())
      F.WaitNs = Waits.waitNs(Id);
    if (F.TimedSelfNs)
      *F.TimedSelfNs -= std::min(*F.TimedSelfNs, Waits.frameWaitNs(Id));
    // What was timed is too little to be the function's time, which is part of
    // its callers', as if it were inlined.
    if (F.IsThrottled)
      F.SelfNs = F.TotalNs = std::nullopt;
  }
  for (Edge &E : TheModel.Edges) {
    const Function &Callee = Functions.Functions[E.Callee];
    if (Callee.IsThrottled)
      E.TotalNs = std::nullopt;
    // Recursive calls from two places on one line contain each other.
    else if (Callee.TotalNs && E.TotalNs)
      E.TotalNs = std::min(*E.TotalNs, *Callee.TotalNs);
  }
}

Model ModelBuilder::build() {
  solveCounts();
  countCalls();
  TheModel.Edges = Edges.edges();
  finishTimes();
  // Where some runs were not timed, counts of all do not go with times of some:
  // the timed runs' own observations stand for themselves.
  TheModel.Scans = Observations.scans([&](FunctionId Function, uint32_t Node) {
    return HasUntimed ? std::nullopt : nodeCount(Function, Node);
  });
  TheModel.Memos = Observations.memos();
  TheModel.NamedReads = Observations.namedReads();
  LoopTable Loops;
  for (const CounterSums &Sums : Copies) {
    Containers.addCopy(Sums.Copy, Functions);
    Loops.addCopy(Sums.Copy);
    Structs.addCopy(Sums.Copy);
  }
  TheModel.Loops = Loops.loops();
  TheModel.SizedTimes = SizedTimes.times();
  Containers.addTo(TheModel, Functions);
  Structs.addTo(TheModel);
  joinLines();
  TheModel.CallTree = std::move(Samples.Nodes);
  TheModel.Samples = std::move(Samples.Samples);
  TheModel.Threads = std::move(Samples.Threads);
  Heap.addTo(TheModel, Functions.Functions);
  sortFunctions();
  if (TheModel.TheRun.CpuNs)
    TheModel.TheRun.OverheadPct =
        std::min(100.0, 100 * OwnNs / double(TheModel.TheRun.CpuNs));
  if (HasLineTimes)
    attributeSamples(TheModel);
  TheModel.Files = std::move(Files.Files);
  return std::move(TheModel);
}
