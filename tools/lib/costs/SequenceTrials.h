//===- SequenceTrials.h - trials of sequences ------------------*- C++ -*-===//
//
// Owns: the trials of one sequence at one size, by place and as a whole.
//
// Lists are shuffled for the cold pattern: their nodes lie in memory in another
// order than they stand in. Places in lists are iterators that were kept.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_COSTS_SEQUENCETRIALS_H
#define HONE_COSTS_SEQUENCETRIALS_H

#include "Adapters.h"
#include "Subjects.h"

#include <benchmark/benchmark.h>

namespace hone {

/// Vectors and deques: a place is a number, and what elements are in there does
/// not matter.
template <class Sequence> struct PlacedSequence {
  using T = typename Sequence::value_type;
  static constexpr bool IsVector = std::is_same_v<Sequence, std::vector<T>>;
  Sequence C;

  void make(size_t N, Pattern) { C.assign(N, T()); }
  void pushFront(const T &X) {
    if constexpr (IsVector)
      C.insert(C.begin(), X);
    else
      C.push_front(X);
  }
  void popFront() {
    if constexpr (IsVector)
      C.erase(C.begin());
    else
      C.pop_front();
  }
  void insert(size_t Place, const T &X) { C.insert(C.begin() + Place, X); }
  void erase(size_t Place) {
    if (Place >= C.size()) // others were erased before
      Place = C.size() / 2;
    if constexpr (std::is_same_v<Sequence, SwapVector<T>>)
      C.eraseAt(Place);
    else
      C.erase(C.begin() + Place);
  }
  /// Back to N elements.
  void restore(size_t N) { C.resize(N); }
  const T &at(size_t Place) { return C[Place]; }
  void sort() { std::sort(C.begin(), C.end()); }
};

template <class Element> struct PlacedSequence<std::list<Element>> {
  using T = Element;
  std::list<T> C;
  std::vector<typename std::list<T>::iterator> Places; ///< of all elements
  std::vector<typename std::list<T>::iterator> Inserted;
  std::vector<size_t> Erased;

  void make(size_t N, Pattern P) {
    C.clear();
    Places.clear();
    for (size_t I = 0; I != N; ++I)
      Places.push_back(C.insert(C.end(), T()));
    Inserted.reserve(256);
    Erased.reserve(256);
    if (P == Pattern::Hot)
      return;
    Dice Random(N);
    for (size_t I = N; I > 1; --I)
      C.splice(Places[I - 1], C, Places[Random.below(I)]);
  }
  void pushFront(const T &X) { C.push_front(X); }
  void popFront() { C.pop_front(); }
  void insert(size_t Place, const T &X) {
    Inserted.push_back(C.insert(Places[Place], X));
  }
  void erase(size_t Place) {
    C.erase(Places[Place]);
    Erased.push_back(Place);
  }
  void restore(size_t) {
    for (auto It : Inserted)
      C.erase(It);
    for (size_t Place : Erased)
      Places[Place] = C.insert(C.end(), T());
    Inserted.clear();
    Erased.clear();
  }
  /// From the nearer end, as it is written where it matters.
  const T &at(size_t Place) {
    return Place < C.size() / 2 ? *std::next(C.begin(), Place)
                                : *std::prev(C.end(), C.size() - Place);
  }
  void sort() { C.sort(); }
};

template <class Sequence> class SequenceTrials {
public:
  using Item = typename Sequence::value_type;

  /// The trials added hold references to this object. Elements: what is put
  /// into it, as many as it has.
  SequenceTrials(Laboratory &Lab, Results &Out, Slot To, Pattern P,
                 std::vector<Item> Elements, size_t MaxOperations)
      : Lab(Lab), Out(Out), To(To), P(P), N(size_t(To.N)),
        Shape(N, std::min<size_t>(64, MaxOperations)),
        Elements(std::move(Elements)), Made(Shape.Containers) {
    for (auto &S : Made)
      S.make(N, P);
  }

  void growth(bool Reserve) {
    Trial T;
    size_t Times = std::max<size_t>(1, 64 / N);
    T.Operations = Times * N;
    T.Prepare = [this, Times] { Grown = std::vector<Sequence>(Times); };
    T.Run = [this, Reserve] {
      for (Sequence &S : Grown)
        append(S, Reserve);
    };
    addTrial(Lab, Out, To, Action::PushBack, P, T);
    T.Prepare = nullptr;
    T.Run = [this, Reserve, Times] {
      for (size_t I = 0; I != Times; ++I) {
        Sequence S;
        append(S, Reserve);
        benchmark::DoNotOptimize(&S);
      }
    };
    addTrial(Lab, Out, To, Action::Fill, P, std::move(T));
  }

  void copies() {
    Trial T;
    size_t Times = std::max<size_t>(1, 64 / N);
    T.Operations = Times * N;
    T.Run = [this, Times] {
      for (size_t I = 0; I != Times; ++I) {
        Sequence S(Made[I % Made.size()].C);
        benchmark::DoNotOptimize(&S);
      }
    };
    addTrial(Lab, Out, To, Action::Copy, P, std::move(T));
  }

  void sorts() {
    Trial T;
    size_t Times = std::max<size_t>(1, 64 / N);
    T.Operations = Times * N;
    T.Prepare = [this, Times] {
      Sorted.resize(Times);
      for (auto &S : Sorted) {
        std::shuffle(Elements.begin(), Elements.end(), Random);
        S.C.assign(Elements.begin(), Elements.end());
      }
    };
    T.Run = [this] {
      for (auto &S : Sorted)
        S.sort();
    };
    addTrial(Lab, Out, To, Action::Sort, P, std::move(T));
  }

  void walks() {
    size_t Times = P == Pattern::Hot ? 1 + 256 / N : 1;
    Trial T;
    T.Operations = N * Made.size() * Times;
    T.Run = [this, Times] {
      uint64_t Sum = 0;
      for (size_t I = 0; I != Times; ++I)
        for (const auto &S : Made) {
          for (const auto &Element : S.C)
            Sum += Element.Word;
          benchmark::DoNotOptimize(Sum);
        }
    };
    addTrial(Lab, Out, To, Action::Iterate, P, std::move(T));
  }

  /// Linear searches, by the first word. All words are 0 but those sought.
  void searches() {
    for (Action A : {Action::FindHit, Action::FindMiss}) {
      Trial T;
      T.Operations = Shape.operations();
      T.Prepare = [this, A] {
        choosePlaces();
        for (size_t I = 0; A == Action::FindHit && I != Places.size(); ++I)
          sought(I).Word = I + 1;
      };
      T.Run = [this] {
        runBatch([Waits = P == Pattern::Cold](auto &S, size_t I,
                                              size_t) -> size_t {
          auto It = std::find_if(S.C.begin(), S.C.end(), [I](const auto &X) {
            return X.Word == I + 1;
          });
          if (It != S.C.end())
            return It->Word;
          if (Waits)
            waitForLoads();
          return 0;
        });
      };
      T.Restore = [this] {
        for (size_t I = 0; I != Places.size(); ++I)
          sought(I).Word = 0;
      };
      addTrial(Lab, Out, To, A, P, std::move(T));
    }
  }

  void indexes() {
    Trial T;
    T.Operations = Shape.operations();
    T.Prepare = [this] { choosePlaces(); };
    T.Run = [this] {
      runBatch([](auto &S, size_t, size_t Place) -> size_t {
        return S.at(Place).Word;
      });
    };
    addTrial(Lab, Out, To, Action::Index, P, std::move(T));
  }

  void changes() {
    addChange(
        Action::PushFront,
        [](auto &S, size_t, size_t) {
          S.pushFront({});
          return S.C.size();
        },
        [](auto &S, size_t, size_t) -> size_t {
          S.popFront();
          return 0;
        });
    addChange(
        Action::PopFront,
        [](auto &S, size_t, size_t) {
          S.popFront();
          return S.C.size();
        },
        [](auto &S, size_t, size_t) -> size_t {
          S.pushFront({});
          return 0;
        });
  }

  /// To be run apart from changes(), which take some of a list's known places
  /// away.
  void middles() {
    for (auto &S : Made)
      S.make(N, P);
    auto Restore = [this](auto &S, size_t, size_t) -> size_t {
      S.restore(N);
      return 0;
    };
    addChange(
        Action::InsertMiddle,
        [](auto &S, size_t, size_t Place) {
          S.insert(Place, {});
          return S.C.size();
        },
        Restore);
    addChange(
        Action::EraseMiddle,
        [](auto &S, size_t, size_t Place) {
          S.erase(Place);
          return S.C.size();
        },
        Restore);
  }

private:
  using Placed = PlacedSequence<Sequence>;

  void append(Sequence &S, bool Reserve) {
    if constexpr (std::is_same_v<Sequence, std::vector<Item>>)
      if (Reserve)
        S.reserve(N);
    for (const Item &X : Elements)
      S.push_back(X);
    benchmark::DoNotOptimize(&S);
  }

  /// For each operation a place, all of one container different.
  void choosePlaces() {
    Places.resize(Shape.operations());
    size_t Stride = N / Shape.PerContainer;
    for (size_t I = 0; I != Places.size(); ++I)
      Places[I] = I % Shape.PerContainer * Stride + Random.below(Stride);
    for (size_t I = 0; I != Shape.Containers; ++I) {
      auto First = Places.begin() + I * Shape.PerContainer;
      std::shuffle(First, First + Shape.PerContainer, Random);
    }
  }

  Item &sought(size_t I) {
    Placed &S = Made[I / Shape.PerContainer];
    return const_cast<Item &>(S.at(Places[I]));
  }

  template <class Operation> void runBatch(Operation Do) {
    size_t Sum = 0;
    if (P == Pattern::Hot)
      for (size_t I = 0; I != Places.size(); ++I)
        Sum += Do(Made[I / Shape.PerContainer], I, Places[I]);
    else
      for (size_t I = 0, Wait = 0, Zero = unknownZero(); I != Places.size();
           ++I) {
        size_t Result =
            Do(Made[I / Shape.PerContainer + Wait], I + Wait, Places[I + Wait]);
        Sum += Result;
        Wait = Result & Zero;
      }
    benchmark::DoNotOptimize(Sum);
  }

  template <class Operation, class Inverse>
  void addChange(Action A, Operation Do, Inverse Undo) {
    Trial T;
    T.Operations = Shape.operations();
    T.Prepare = [this] { choosePlaces(); };
    T.Run = [this, Do] { runBatch(Do); };
    T.Restore = [this, Undo] { runBatch(Undo); };
    addTrial(Lab, Out, To, A, P, std::move(T));
  }

  Laboratory &Lab;
  Results &Out;
  Slot To;
  Pattern P;
  size_t N;
  Batch Shape;
  Dice Random;
  std::vector<Item> Elements;
  std::vector<Placed> Made, Sorted;
  std::vector<Sequence> Grown;
  std::vector<size_t> Places;
};

} // namespace hone

#endif // HONE_COSTS_SEQUENCETRIALS_H
