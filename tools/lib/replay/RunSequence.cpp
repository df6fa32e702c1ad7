//===- RunSequence.cpp - sequences ----------------------------------------===//
//
// Owns: replaying a script on vectors, deques and lists.
//
// Places are numbers here. A list that is replaced by a vector, or the other
// way round, may have had an iterator at hand: a list is charged with the way
// from its nearer end, which is what it takes where there is none.
//
//===----------------------------------------------------------------------===//

#include "Runner.h"
#include "lib/costs/Adapters.h"

#include <chrono>

namespace hone {
namespace {

template <class Sequence> auto placeIn(Sequence &C, size_t Place) {
  if constexpr (std::is_same_v<Sequence,
                               std::list<typename Sequence::value_type>>)
    return Place < C.size() / 2 ? std::next(C.begin(), Place)
                                : std::prev(C.end(), C.size() - Place);
  else
    return C.begin() + Place;
}

template <class Sequence> void sort(Sequence &C) {
  if constexpr (std::is_same_v<Sequence,
                               std::list<typename Sequence::value_type>>)
    C.sort();
  else
    std::sort(C.begin(), C.end());
}

} // namespace

template <class Sequence> static bool perform(Sequence &C, const Step &Do) {
  using Item = typename Sequence::value_type;
  switch (Do.TheKind) {
  case Step::PushBack:
    C.push_back(Item{Do.Key});
    return true;
  case Step::PopBack:
    C.pop_back();
    return true;
  case Step::InsertAt:
    C.insert(placeIn(C, Do.Place), Item{Do.Key});
    return true;
  case Step::EraseAt:
    if constexpr (std::is_same_v<Sequence, SwapVector<Item>>)
      C.eraseAt(Do.Place);
    else
      C.erase(placeIn(C, Do.Place));
    return true;
  case Step::Search:
    return (std::find(C.begin(), C.end(), Item{Do.Key}) != C.end()) == Do.Hit;
  case Step::Sort:
    sort(C);
    return true;
  case Step::Clear:
    C.clear();
    return true;
  case Step::Copy:
    return Sequence(C).size() == C.size();
  default:
    return false;
  }
}

static std::vector<uint64_t> sizesAfter(const ScriptWindow &W) {
  std::vector<uint64_t> Sizes;
  for (const Contents &C : W.Containers)
    Sizes.push_back(C.size());
  for (const Step &Do : W.Steps) {
    uint64_t &Size = Sizes[Do.Container];
    if (Do.TheKind == Step::Clear)
      Size = 0;
    Size += Do.TheKind == Step::PushBack || Do.TheKind == Step::InsertAt;
    Size -= Do.TheKind == Step::PopBack || Do.TheKind == Step::EraseAt;
  }
  return Sizes;
}

template <class Sequence>
static RunResult run(const Script &S, const BeforeWindow &Before,
                     bool Reserves) {
  using Item = typename Sequence::value_type;
  RunResult Result;
  for (const ScriptWindow &W : S.Windows) {
    std::vector<Sequence> Containers(W.Containers.size());
    for (size_t I = 0; I != Containers.size(); ++I) {
      Sequence &C = Containers[I];
      uint64_t Size = W.Containers[I].size();
      if constexpr (std::is_same_v<Sequence, std::vector<Item>>)
        if (Reserves)
          C.reserve(Size + W.Steps.size());
      for (uint64_t Element = 0; Element != Size; ++Element)
        C.push_back(Item{Element});
    }
    Before();
    auto Start = std::chrono::steady_clock::now();
    for (const Step &Do : W.Steps)
      Result.Mistakes += !perform(Containers[Do.Container], Do);
    Result.Ns += std::chrono::duration<double, std::nano>(
                     std::chrono::steady_clock::now() - Start)
                     .count();
    std::vector<uint64_t> Sizes = sizesAfter(W);
    for (size_t I = 0; I != Containers.size(); ++I)
      Result.Mistakes += Containers[I].size() != Sizes[I];
  }
  return Result;
}

template <class Item>
static RunResult runOn(Structure On, const Script &S,
                       const BeforeWindow &Before) {
  switch (On) {
  case Structure::Deque:
    return run<std::deque<Item>>(S, Before, false);
  case Structure::List:
    return run<std::list<Item>>(S, Before, false);
  case Structure::SwapVector:
    return run<SwapVector<Item>>(S, Before, false);
  default:
    return run<std::vector<Item>>(S, Before, On == Structure::ReservedVector);
  }
}

/// An element that moves to another place is found there, but what is erased at
/// a place is another one then.
static bool needsOrder(const Script &S) {
  for (const ScriptWindow &W : S.Windows)
    for (const Step &Do : W.Steps)
      if (Do.TheKind == Step::Search || Do.TheKind == Step::Sort)
        return true;
  return false;
}

Runner sequenceRunner(Structure On, const Script &For, BeforeWindow Before) {
  switch (On) {
  case Structure::SwapVector:
    if (needsOrder(For))
      return nullptr;
    break;
  case Structure::Vector:
  case Structure::ReservedVector:
  case Structure::Deque:
  case Structure::List:
    break;
  default:
    return nullptr;
  }
  return [=](const Script &S) {
    if (S.ElementBytes == 8)
      return runOn<Bytes<8>>(On, S, Before);
    if (S.ElementBytes == 32)
      return runOn<Bytes<32>>(On, S, Before);
    return runOn<Bytes<128>>(On, S, Before);
  };
}

} // namespace hone
