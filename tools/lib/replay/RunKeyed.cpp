//===- RunKeyed.cpp - structures that are looked up by key ----------------===//
//
// Owns: replaying a script on an adapter of lib/costs/Adapters.h, for all keys
// and sizes of values.
//
//===----------------------------------------------------------------------===//

#include "Runner.h"
#include "lib/costs/Adapters.h"
#include "lib/costs/Dice.h"

#include <algorithm>
#include <chrono>
#include <numeric>

namespace hone {

template <class Key> static const std::vector<Key> &keysOf(const Script &S);
template <> const std::vector<uint64_t> &keysOf(const Script &S) {
  return S.Integers;
}
template <> const std::vector<std::string> &keysOf(const Script &S) {
  return S.Strings;
}

/// Seen keys and others in random order: what was inserted last is not what is
/// used most.
template <class Adapter>
static void make(Adapter &To, const Contents &C, const Script &S) {
  std::vector<uint32_t> Order = C.Keys;
  Order.resize(C.size());
  std::iota(Order.begin() + C.Keys.size(), Order.end(), uint32_t(S.SeenKeys));
  Dice Random;
  std::shuffle(Order.begin(), Order.end(), Random);
  const auto &Keys = keysOf<typename Adapter::Key>(S);
  std::vector<typename Adapter::Key> From;
  From.reserve(Order.size());
  for (uint32_t I : Order)
    From.push_back(Keys[I]);
  To.fill(From);
}

/// True if the step did what it must.
template <class Adapter>
static bool perform(Adapter &On, const Step &Do,
                    const std::vector<typename Adapter::Key> &Keys) {
  switch (Do.TheKind) {
  case Step::Find:
    return (On.find(Keys[Do.Key]) != nullptr) == Do.Hit;
  case Step::Insert:
    return On.insert(Keys[Do.Key], {}) != Do.Hit;
  case Step::Erase:
    return On.erase(Keys[Do.Key]) == Do.Hit;
  case Step::Clear:
    On.clear();
    return true;
  case Step::Copy:
    return Adapter(On).size() == On.size();
  default:
    return false;
  }
}

/// How many elements each container holds at the end.
static std::vector<uint64_t> sizesAfter(const ScriptWindow &W) {
  std::vector<uint64_t> Sizes;
  for (const Contents &C : W.Containers)
    Sizes.push_back(C.size());
  for (const Step &Do : W.Steps) {
    uint64_t &Size = Sizes[Do.Container];
    if (Do.TheKind == Step::Clear)
      Size = 0;
    Size += Do.TheKind == Step::Insert && !Do.Hit;
    Size -= Do.TheKind == Step::Erase && Do.Hit;
  }
  return Sizes;
}

template <class Adapter>
static RunResult run(const Script &S, const BeforeWindow &Before,
                     bool Reserves = false) {
  RunResult Result;
  const auto &Keys = keysOf<typename Adapter::Key>(S);
  for (const ScriptWindow &W : S.Windows) {
    std::vector<Adapter> Containers(W.Containers.size());
    for (size_t I = 0; I != Containers.size(); ++I) {
      if (Reserves)
        Containers[I].reserve(W.Containers[I].size() + W.Steps.size());
      make(Containers[I], W.Containers[I], S);
    }
    Before();
    auto Start = std::chrono::steady_clock::now();
    for (const Step &Do : W.Steps)
      Result.Mistakes += !perform(Containers[Do.Container], Do, Keys);
    Result.Ns += std::chrono::duration<double, std::nano>(
                     std::chrono::steady_clock::now() - Start)
                     .count();
    std::vector<uint64_t> Sizes = sizesAfter(W);
    for (size_t I = 0; I != Containers.size(); ++I)
      Result.Mistakes += Containers[I].size() != Sizes[I];
  }
  return Result;
}

template <class Key, class Value>
static RunResult runOn(Structure On, const Script &S,
                       const BeforeWindow &Before) {
  switch (On) {
  case Structure::Map:
    return run<MapAdapter<Key, Value>>(S, Before);
  case Structure::HashMap:
    return run<HashAdapter<Key, Value>>(S, Before);
  case Structure::ReservedHashMap:
    return run<HashAdapter<Key, Value>>(S, Before, true);
  case Structure::FlatHash:
    return run<FlatHashAdapter<Key, Value>>(S, Before);
  case Structure::SortedVector:
    return run<SortedVectorAdapter<Key, Value>>(S, Before);
  case Structure::List:
    return run<ListAdapter<Key, Value>>(S, Before);
  case Structure::Array:
    if constexpr (std::is_same_v<Key, uint64_t>)
      return run<ArrayAdapter<Value>>(S, Before);
    [[fallthrough]];
  default:
    return run<VectorAdapter<Key, Value>>(S, Before);
  }
}

template <class Key> static Runner runnerOf(Structure On, BeforeWindow Before) {
  return [=](const Script &S) {
    if (S.ElementBytes == 8)
      return runOn<Key, Bytes<8>>(On, S, Before);
    if (S.ElementBytes == 32)
      return runOn<Key, Bytes<32>>(On, S, Before);
    return runOn<Key, Bytes<128>>(On, S, Before);
  };
}

/// A table of all keys must not be much larger than what it holds.
static bool isDense(const Script &S) {
  uint64_t Largest = 0;
  for (uint64_t Key : S.Integers)
    Largest = std::max(Largest, Key);
  return Largest / 8 <= S.Integers.size();
}

Runner keyedRunner(Structure S, const Script &For, BeforeWindow Before) {
  bool IsInteger = For.TheKeys == Stream::Keys::Integers;
  switch (S) {
  case Structure::Array:
    if (!IsInteger || !isDense(For))
      return nullptr;
    break;
  case Structure::Map:
  case Structure::HashMap:
  case Structure::ReservedHashMap:
  case Structure::FlatHash:
  case Structure::SortedVector:
  case Structure::Vector:
  case Structure::List:
    break;
  default:
    return nullptr;
  }
  return IsInteger ? runnerOf<uint64_t>(S, std::move(Before))
                   : runnerOf<std::string>(S, std::move(Before));
}

} // namespace hone
