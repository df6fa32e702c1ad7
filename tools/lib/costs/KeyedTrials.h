//===- KeyedTrials.h - trials of what is looked up by key ------*- C++ -*-===//
//
// Owns: the trials of one structure (an adapter of Adapters.h) at one size.
//
// In the cold pattern the structure is an aged one: half of its elements were
// erased and inserted again, so that its nodes lie where memory was free.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_COSTS_KEYEDTRIALS_H
#define HONE_COSTS_KEYEDTRIALS_H

#include "Adapters.h"
#include "Subjects.h"

#include <benchmark/benchmark.h>

#include <memory>

namespace hone {

template <class Adapter> class KeyedTrials {
public:
  using Key = typename Adapter::Key;

  /// The trials added hold references to this object. IsDense: keys are the
  /// numbers below N, of which half are there.
  KeyedTrials(Laboratory &Lab, Results &Out, Slot To, Pattern P, bool IsDense,
              size_t MaxOperations)
      : Lab(Lab), Out(Out), To(To), P(P),
        Shape(size_t(To.N), std::min<size_t>(64, MaxOperations)),
        HotOperations(std::min<size_t>(256, MaxOperations)) {
    size_t N = size_t(To.N), There = IsDense ? N / 2 : N;
    Absent = makeKeys<Key>(To.C, IsDense ? N : N + 4096, IsDense);
    Present.assign(Absent.begin(), Absent.begin() + There);
    Absent.erase(Absent.begin(), Absent.begin() + There);
    Containers.resize(Shape.Containers);
    for (Adapter &C : Containers) {
      if (IsDense)
        C.reserve(N);
      C.fill(Present);
      if (P == Pattern::Cold)
        age(C);
    }
  }

  void lookUps() {
    addLookUp(Action::FindHit, Present);
    addLookUp(Action::FindMiss, Absent);
  }

  void changes() {
    auto Insert = [](Adapter &C, const Key &K) {
      return size_t(C.insert(K, {1}));
    };
    auto Erase = [](Adapter &C, const Key &K) { return size_t(C.erase(K)); };
    addChange(Action::Insert, Absent, Insert, Erase);
    addChange(Action::Erase, Present, Erase, Insert);
  }

  void walks() {
    size_t Times = P == Pattern::Hot ? 1 + 256 / size_t(To.N) : 1;
    Trial T;
    T.Operations = size_t(To.N) * Shape.Containers * Times;
    T.Run = [this, Times] {
      uint64_t Sum = 0;
      for (size_t I = 0; I != Times; ++I)
        for (const Adapter &C : Containers)
          benchmark::DoNotOptimize(Sum += C.walk());
    };
    addTrial(Lab, Out, To, Action::Iterate, P, std::move(T));
  }

  /// What costs as much as the whole container is large.
  void fills() {
    size_t Times = std::max<size_t>(1, 64 / size_t(To.N));
    Trial T;
    T.Operations = Times * size_t(To.N);
    T.Run = [this, Times] {
      for (size_t I = 0; I != Times; ++I) {
        Adapter C;
        C.fill(Present);
        benchmark::DoNotOptimize(C.size());
      }
    };
    addTrial(Lab, Out, To, Action::Fill, P, std::move(T));
  }

  void copies() {
    size_t Times = std::max<size_t>(1, 64 / size_t(To.N));
    Trial T;
    T.Operations = Times * size_t(To.N);
    T.Run = [this, Times] {
      for (size_t I = 0; I != Times; ++I) {
        Adapter C(Containers[I % Containers.size()]);
        benchmark::DoNotOptimize(C.size());
      }
    };
    addTrial(Lab, Out, To, Action::Copy, P, std::move(T));
  }

  void lives() {
    Trial T;
    T.Operations = 64;
    T.Run = [] {
      for (size_t I = 0; I != 64; ++I) {
        Adapter C;
        benchmark::DoNotOptimize(&C);
      }
    };
    addTrial(Lab, Out, To, Action::Construct, P, std::move(T));
  }

private:
  /// Node-based ones only: the others' elements lie where they have to.
  void age(Adapter &C) {
    if constexpr (Adapter::SortsNodes) {
      C.sort(); // keys are random: so is now the order of nodes in memory
    } else if constexpr (Adapter::HasNodes) {
      std::vector<Key> Half(Present.begin(),
                            Present.begin() + Present.size() / 2);
      for (const Key &K : Half)
        C.erase(K);
      std::shuffle(Half.begin(), Half.end(), Random);
      for (const Key &K : Half)
        C.insert(K, {1});
    }
  }

  void chooseAny(const std::vector<Key> &From) {
    Probes.resize(Shape.operations());
    for (Key &K : Probes)
      K = From[Random.below(From.size())];
  }
  /// Different keys for one container. Their numbers are powers of two, so that
  /// odd steps meet none twice.
  void chooseDifferent(const std::vector<Key> &From) {
    Probes.resize(Shape.operations());
    for (size_t I = 0; I != Shape.Containers; ++I) {
      size_t Next = Random.below(From.size()), Step = Random.next() | 1;
      for (size_t J = 0; J != Shape.PerContainer; ++J, Next += Step)
        Probes[I * Shape.PerContainer + J] = From[Next % From.size()];
    }
  }
  /// Most are those of the batch before, in the same order: programs repeat
  /// themselves, and branch predictors know.
  void chooseHot(const std::vector<Key> &From) {
    bool IsFirst = Probes.size() != HotOperations;
    Probes.resize(HotOperations);
    for (Key &K : Probes)
      if (IsFirst || Random.below(8) == 0)
        K = From[Random.skewedBelow(From.size())];
  }

  template <class Operation> void runBatch(size_t PerContainer, Operation Do) {
    size_t Sum = 0;
    if (P == Pattern::Hot)
      for (size_t I = 0; I != Probes.size(); ++I)
        Sum += Do(Containers[I / PerContainer], Probes[I]);
    else
      for (size_t I = 0, Wait = 0, Zero = unknownZero(); I != Probes.size();
           ++I) {
        size_t Result =
            Do(Containers[I / PerContainer + Wait], Probes[I + Wait]);
        Sum += Result;
        Wait = Result & Zero;
      }
    benchmark::DoNotOptimize(Sum);
  }

  void addLookUp(Action A, const std::vector<Key> &From) {
    // That nothing was found is no value to wait for.
    bool Waits = P == Pattern::Cold;
    auto Find = [Waits](Adapter &C, const Key &K) -> size_t {
      const auto *Found = C.find(K);
      if (Found)
        return Found->Word;
      if (Waits)
        waitForLoads();
      return 0;
    };
    Trial T;
    bool IsHot = P == Pattern::Hot;
    T.Operations = IsHot ? HotOperations : Shape.operations();
    T.Prepare = [this, IsHot, &From] {
      IsHot ? chooseHot(From) : chooseAny(From);
    };
    T.Run = [this, Find,
             PerContainer = IsHot ? HotOperations : Shape.PerContainer] {
      runBatch(PerContainer, Find);
    };
    addTrial(Lab, Out, To, A, P, std::move(T));
  }

  template <class Operation, class Inverse>
  void addChange(Action A, const std::vector<Key> &From, Operation Do,
                 Inverse Undo) {
    Trial T;
    T.Operations = Shape.operations();
    T.Prepare = [this, &From] { chooseDifferent(From); };
    T.Run = [this, Do] { runBatch(Shape.PerContainer, Do); };
    T.Restore = [this, Undo] { runBatch(Shape.PerContainer, Undo); };
    addTrial(Lab, Out, To, A, P, std::move(T));
  }

  Laboratory &Lab;
  Results &Out;
  Slot To;
  Pattern P;
  Batch Shape;
  size_t HotOperations;
  Dice Random;
  std::vector<Key> Present, Absent, Probes;
  std::vector<Adapter> Containers;
};

} // namespace hone

#endif // HONE_COSTS_KEYEDTRIALS_H
