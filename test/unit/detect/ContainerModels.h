//===- ContainerModels.h - containers for the advisor's tests --*- C++ -*-===//
//
// Owns: models of a run that uses one or a few containers, built operation by
// operation, and a cost model of round figures to judge them by. The shipped
// figures may be measured anew at any time; what a rule decides from given ones
// must not change with them.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_TEST_CONTAINERMODELS_H
#define HONE_TEST_CONTAINERMODELS_H

#include "Models.h"

#include "lib/costs/CostModel.h"

namespace hone::test {

/// A local variable of outer(int), which is called 1,000 times.
inline ContainerId addContainer(Model &M, std::string Type,
                                std::string Name = "Items",
                                VariableKind Kind = VARIABLE_LOCAL) {
  Container C;
  C.Kind = Kind;
  C.Name = std::move(Name);
  C.Type = std::move(Type);
  C.File = 0;
  C.Line = 12;
  if (Kind != VARIABLE_MEMBER && Kind != VARIABLE_GLOBAL)
    C.Function = 1;
  M.Containers.push_back(std::move(C));
  return ContainerId(M.Containers.size() - 1);
}

/// Count operations in outer(int), at a line of their own if none is given.
/// Containers get all their operations before the next one is added.
inline Operation &addOperation(Model &M, ContainerId Id, OperationKind Kind,
                               uint64_t Count, uint32_t Line = 0) {
  Operation O;
  O.Kind = Kind;
  O.Function = 1;
  O.File = 0;
  O.Line = Line ? Line : 100 + uint32_t(M.Operations.size());
  O.Column = 5;
  O.Container = Id;
  O.Count = Count;
  M.Containers[Id].Operations.push_back(uint32_t(M.Operations.size()));
  M.Operations.push_back(std::move(O));
  return M.Operations.back();
}

/// The same, all of them observed: by one thread, on one container.
inline OperationSample &addObserved(Model &M, ContainerId Id,
                                    OperationKind Kind, uint64_t Count,
                                    double NsEach, double Size,
                                    uint32_t Line = 0) {
  OperationSample S;
  S.Samples = Count;
  S.Observed = double(Count);
  S.Ns = NsEach * S.Observed;
  S.Sizes = Size * S.Observed;
  S.SizeSquares = Size * Size * S.Observed;
  S.MaxSize = uint64_t(Size);
  S.ElementSize = 8;
  S.Threads = 1;
  S.ContainerBits[0] = 1;
  Operation &O = addOperation(M, Id, Kind, Count, Line);
  O.Sample = S;
  return *O.Sample;
}

/// What an operation by key met: of the observed ones, so many were there.
inline OperationSample &addKeyed(Model &M, ContainerId Id, OperationKind Kind,
                                 uint64_t Count, double NsEach, double Size,
                                 double HitShare, uint32_t Line = 0) {
  OperationSample &S = addObserved(M, Id, Kind, Count, NsEach, Size, Line);
  S.Keyed = S.Observed;
  S.Hits = HitShare * S.Observed;
  return S;
}

/// A line's CPU time from samples, in a run that has enough of them.
inline Line &addLine(Model &M, uint32_t At, uint64_t SelfNs) {
  constexpr uint64_t PeriodNs = 1'000'000;
  M.TheRun.SamplePeriodNs = PeriodNs;
  M.TheRun.SampledNs = M.TheRun.CpuNs;
  Line L;
  L.File = 0;
  L.Line = At;
  L.Function = 1;
  L.SelfNs = SelfNs;
  L.Samples = SelfNs / PeriodNs;
  M.Lines.push_back(L);
  return M.Lines.back();
}

/// Hot and cold costs at 10 and at 1,000,000 elements, for all contents.
inline void addCost(CostModel &Costs, Structure S, Action A, double HotSmall,
                    double ColdSmall, double HotLarge, double ColdLarge) {
  for (unsigned C = 0; C != NumContents; ++C) {
    Costs.add(S, A, Content(C), {10, HotSmall, ColdSmall});
    Costs.add(S, A, Content(C), {1'000'000, HotLarge, ColdLarge});
  }
}

inline void addKeyedCosts(CostModel &C) {
  for (Action A : {Action::FindHit, Action::FindMiss}) {
    addCost(C, Structure::Map, A, 5, 20, 100, 1000);
    addCost(C, Structure::HashMap, A, 5, 15, 15, 100);
    addCost(C, Structure::ReservedHashMap, A, 5, 15, 15, 100);
    addCost(C, Structure::FlatHash, A, 3, 10, 8, 60);
    addCost(C, Structure::SortedVector, A, 5, 15, 80, 600);
    addCost(C, Structure::Array, A, 1, 3, 1, 50);
    addCost(C, Structure::Bitset, A, 1, 3, 1, 10);
    addCost(C, Structure::Vector, A, 5, 10, 500'000, 1'000'000);
  }
  for (Action A : {Action::Insert, Action::Erase}) {
    addCost(C, Structure::Map, A, 30, 60, 150, 1200);
    addCost(C, Structure::HashMap, A, 25, 50, 50, 250);
    addCost(C, Structure::ReservedHashMap, A, 20, 40, 35, 150);
    addCost(C, Structure::FlatHash, A, 8, 20, 15, 100);
    addCost(C, Structure::SortedVector, A, 10, 25, 50'000, 100'000);
    addCost(C, Structure::Array, A, 1, 3, 1, 50);
    addCost(C, Structure::Bitset, A, 1, 3, 1, 10);
  }
  addCost(C, Structure::Map, Action::Iterate, 2, 5, 5, 50);
  addCost(C, Structure::HashMap, Action::Iterate, 2, 5, 5, 50);
  addCost(C, Structure::ReservedHashMap, Action::Iterate, 2, 5, 5, 50);
  addCost(C, Structure::FlatHash, Action::Iterate, 1, 2, 1.5, 4);
  addCost(C, Structure::SortedVector, Action::Iterate, 0.5, 1, 0.5, 1.5);
  addCost(C, Structure::Array, Action::Iterate, 0.5, 1, 0.5, 1.5);
  addCost(C, Structure::Bitset, Action::Iterate, 0.5, 1, 0.5, 1.5);
  addCost(C, Structure::Map, Action::Fill, 40, 80, 200, 1500);
  addCost(C, Structure::HashMap, Action::Fill, 40, 80, 80, 400);
  addCost(C, Structure::ReservedHashMap, Action::Fill, 30, 60, 50, 250);
  addCost(C, Structure::FlatHash, Action::Fill, 15, 30, 25, 150);
}

inline void addSequenceCosts(CostModel &C) {
  for (Structure S : {Structure::Vector, Structure::ReservedVector}) {
    bool Grows = S == Structure::Vector;
    addCost(C, S, Action::PushBack, Grows ? 10 : 4, Grows ? 20 : 8,
            Grows ? 3 : 1, Grows ? 6 : 2);
    addCost(C, S, Action::Fill, Grows ? 12 : 6, Grows ? 24 : 12, Grows ? 4 : 2,
            Grows ? 8 : 4);
    addCost(C, S, Action::Copy, 4, 8, 1, 2);
    addCost(C, S, Action::Iterate, 0.5, 1, 0.5, 1.5);
    addCost(C, S, Action::Index, 1, 3, 1, 50);
    addCost(C, S, Action::Sort, 5, 10, 50, 70);
    // Elements that move: N of them, or N / 2.
    addCost(C, S, Action::PushFront, 4, 8, 100'000, 200'000);
    addCost(C, S, Action::PopFront, 4, 8, 100'000, 200'000);
    addCost(C, S, Action::InsertMiddle, 4, 8, 50'000, 100'000);
    addCost(C, S, Action::EraseMiddle, 4, 8, 50'000, 100'000);
    addCost(C, S, Action::Construct, 1, 2, 1, 2);
  }
  addCost(C, Structure::Deque, Action::PushBack, 5, 10, 2, 4);
  addCost(C, Structure::Deque, Action::Fill, 10, 20, 3, 6);
  addCost(C, Structure::Deque, Action::Iterate, 1, 2, 1, 2);
  addCost(C, Structure::Deque, Action::Index, 2, 5, 2, 60);
  addCost(C, Structure::Deque, Action::PushFront, 2, 5, 2, 5);
  addCost(C, Structure::Deque, Action::PopFront, 2, 5, 2, 5);
  addCost(C, Structure::Deque, Action::InsertMiddle, 4, 8, 25'000, 50'000);
  addCost(C, Structure::Deque, Action::EraseMiddle, 4, 8, 25'000, 50'000);
  addCost(C, Structure::Deque, Action::Construct, 40, 80, 40, 80);
  addCost(C, Structure::List, Action::PushBack, 20, 40, 20, 60);
  addCost(C, Structure::List, Action::Fill, 30, 60, 30, 100);
  addCost(C, Structure::List, Action::Iterate, 1, 5, 5, 50);
  addCost(C, Structure::List, Action::Sort, 10, 20, 300, 500);
  addCost(C, Structure::List, Action::PushFront, 20, 40, 20, 60);
  addCost(C, Structure::List, Action::PopFront, 10, 20, 10, 60);
  addCost(C, Structure::List, Action::InsertMiddle, 20, 40, 20, 60);
  addCost(C, Structure::List, Action::EraseMiddle, 10, 20, 10, 60);
  addCost(C, Structure::List, Action::Construct, 1, 2, 1, 2);
}

/// Round figures, of the shape that real ones have.
inline const CostModel &plainCosts() {
  static const CostModel Costs = [] {
    CostModel Model;
    addKeyedCosts(Model);
    addSequenceCosts(Model);
    return Model;
  }();
  return Costs;
}

/// What a rule finds at these costs.
inline std::vector<Finding> judge(DetectorFn Detect, const Model &M) {
  std::vector<Finding> Out;
  Detect(M, plainCosts(), Out);
  return Out;
}

} // namespace hone::test

#endif // HONE_TEST_CONTAINERMODELS_H
