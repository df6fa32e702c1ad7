//===- HookCosts.cpp ------------------------------------------------------===//
//
// Owns: the formulas of HookCosts.h on the graph of timed calls.
//
//===----------------------------------------------------------------------===//

#include "HookCosts.h"
#include "Saturate.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SCCIterator.h"
#include <algorithm>

using namespace hone;
using namespace llvm;

namespace {

struct TimedFunction {
  const TimeRecord *Record = nullptr;
  std::vector<TimedFunction *> Callees;
  std::vector<U64> Calls; ///< parallel to Callees
  unsigned Circle = 0;    ///< strongly connected component
};

/// What lies below the outermost activations of a circle's functions.
struct CircleBelow {
  double Below = 0;   ///< timed calls, all activations together
  double Entries = 0; ///< calls into the circle from outside
  U64 LargestTotal = 0;
  double perEntry() const { return Entries > 0 ? Below / Entries : 0; }
};

} // namespace

template <> struct llvm::GraphTraits<TimedFunction *> {
  using NodeRef = TimedFunction *;
  using ChildIteratorType = std::vector<TimedFunction *>::iterator;
  static NodeRef getEntryNode(TimedFunction *Root) { return Root; }
  static ChildIteratorType child_begin(NodeRef N) { return N->Callees.begin(); }
  static ChildIteratorType child_end(NodeRef N) { return N->Callees.end(); }
};

namespace {

class Compensation {
public:
  explicit Compensation(const ProfileFile &File)
      : File(File), Inner(nanoseconds("hook_inner_ps")),
        Outer(nanoseconds("hook_outer_ps")) {}
  NetTimes compute();

private:
  double nanoseconds(const char *Key) const {
    return File.Run.number(Key).value_or(0) / 1000.0;
  }
  void buildGraph();
  void addCircle(const std::vector<TimedFunction *> &Members);
  NetTimes::FunctionTime net(const TimedFunction &F) const;

  const ProfileFile &File;
  double Inner, Outer;
  std::vector<TimedFunction> Functions; ///< the last one is the root
  DenseMap<U32, TimedFunction *> ById;
  std::vector<CircleBelow> Circles;
};

U64 subtract(U64 From, double What) {
  return From - std::min(From, toCount(What));
}

} // namespace

void Compensation::buildGraph() {
  Functions.resize(File.Times.size() + 1);
  TimedFunction &Root = Functions.back();
  for (size_t I = 0; I != File.Times.size(); ++I) {
    Functions[I].Record = &File.Times[I];
    ById[File.Times[I].Function] = &Functions[I];
    Root.Callees.push_back(&Functions[I]);
    Root.Calls.push_back(0);
  }
  for (const EdgeRecord &E : File.Edges) {
    TimedFunction *Callee = ById.lookup(E.Callee);
    TimedFunction *Caller = E.Caller ? ById.lookup(E.Caller) : &Root;
    if (!Callee || !Caller)
      continue;
    Caller->Callees.push_back(Callee);
    Caller->Calls.push_back(E.Calls);
  }
}

void Compensation::addCircle(const std::vector<TimedFunction *> &Members) {
  unsigned Number = static_cast<unsigned>(Circles.size());
  CircleBelow Circle;
  for (TimedFunction *F : Members) {
    F->Circle = Number;
    if (!F->Record)
      continue;
    Circle.Entries += static_cast<double>(F->Record->Calls);
    Circle.LargestTotal = std::max(Circle.LargestTotal, F->Record->TotalNs);
  }
  // Callees' circles are complete: components come callees first.
  for (TimedFunction *F : Members)
    for (size_t I = 0; I != F->Callees.size(); ++I) {
      double Calls = static_cast<double>(F->Calls[I]);
      unsigned Callee = F->Callees[I]->Circle;
      Circle.Below += Calls;
      if (Callee == Number)
        Circle.Entries -= Calls;
      else
        Circle.Below += Calls * Circles[Callee].perEntry();
    }
  Circles.push_back(Circle);
}

NetTimes::FunctionTime Compensation::net(const TimedFunction &F) const {
  const TimeRecord &T = *F.Record;
  const CircleBelow &Circle = Circles[F.Circle];
  double Share = Circle.LargestTotal
                     ? static_cast<double>(T.TotalNs) / Circle.LargestTotal
                     : 0;
  U64 Outermost = T.Calls - std::min(T.Calls, T.RecursiveCalls);
  NetTimes::FunctionTime Net;
  Net.SelfNs = subtract(T.SelfNs, T.Calls * Inner + T.Children * Outer);
  Net.TotalNs = subtract(T.TotalNs, Outermost * Inner +
                                        Circle.Below * Share * (Inner + Outer));
  Net.TotalNs = std::max(Net.TotalNs, Net.SelfNs);
  Net.MinNs = subtract(T.MinNs, Inner);
  Net.MaxNs = subtract(T.MaxNs, Inner);
  return Net;
}

NetTimes Compensation::compute() {
  buildGraph();
  for (auto It = scc_begin(&Functions.back()); !It.isAtEnd(); ++It)
    addCircle(*It);

  NetTimes Result;
  for (const TimeRecord &T : File.Times) {
    Result.Functions.push_back(net(*ById.lookup(T.Function)));
    Result.HooksNs += T.Calls * (Inner + Outer);
  }
  for (const EdgeRecord &E : File.Edges) {
    const TimedFunction *Callee = ById.lookup(E.Callee);
    double Ratio = 1;
    if (Callee && Callee->Record->TotalNs)
      Ratio = static_cast<double>(
                  Result.Functions[Callee - Functions.data()].TotalNs) /
              Callee->Record->TotalNs;
    Result.EdgeTotalNs.push_back(toCount(E.TotalNs * Ratio));
  }
  return Result;
}

NetTimes hone::netTimes(const ProfileFile &File) {
  return Compensation(File).compute();
}
