//===- Adapters.h - structures behind one interface ------------*- C++ -*-===//
//
// Owns: the structures that are measured and replayed, each behind the same few
// functions, written as a user would write them. Knows nothing of clocks, and
// nothing of LLVM: what is measured here is the standard library and absl.
//
// Looked up by key:   insert (true: it was new), find (null: not there), erase
//                     (true: it was there), walk, fill, size, clear,
//                     reserve;
// A key that is there keeps its value.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_COSTS_ADAPTERS_H
#define HONE_COSTS_ADAPTERS_H

#include "absl/container/flat_hash_map.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace hone {

/// An element or value of so many bytes, compared by the first eight of them.
template <unsigned Size> struct Bytes {
  uint64_t Word = 0;
  char Rest[Size - sizeof(uint64_t)] = {};
  bool operator==(const Bytes &O) const { return Word == O.Word; }
  bool operator<(const Bytes &O) const { return Word < O.Word; }
};
template <> struct Bytes<8> {
  uint64_t Word = 0;
  bool operator==(const Bytes &O) const { return Word == O.Word; }
  bool operator<(const Bytes &O) const { return Word < O.Word; }
};

/// A sequence that keeps no order: the last element fills a gap.
template <class Item> struct SwapVector : std::vector<Item> {
  using std::vector<Item>::vector;
  void eraseAt(size_t Place) {
    if (Place + 1 != this->size())
      (*this)[Place] = std::move(this->back());
    this->pop_back();
  }
};

/// std::map, std::unordered_map, absl::flat_hash_map.
template <class Table> struct TableAdapter {
  using Key = typename Table::key_type;
  using Value = typename Table::mapped_type;
  static constexpr bool HasNodes = true, SortsNodes = false;

  bool insert(const Key &K, const Value &V) {
    return C.try_emplace(K, V).second;
  }
  const Value *find(const Key &K) const {
    auto It = C.find(K);
    return It == C.end() ? nullptr : &It->second;
  }
  bool erase(const Key &K) { return C.erase(K) != 0; }
  uint64_t walk() const {
    uint64_t Sum = 0;
    for (const auto &Entry : C)
      Sum += Entry.second.Word;
    return Sum;
  }
  template <class Keys> void fill(const Keys &From) {
    for (const Key &K : From)
      insert(K, Value{1});
  }
  size_t size() const { return C.size(); }
  void clear() { C.clear(); }
  void reserve(size_t N) {
    if constexpr (!std::is_same_v<Table, std::map<Key, Value>>)
      C.reserve(N);
  }

  Table C;
};

template <class K, class V> using MapAdapter = TableAdapter<std::map<K, V>>;
template <class K, class V>
using HashAdapter = TableAdapter<std::unordered_map<K, V>>;
template <class K, class V>
using FlatHashAdapter = TableAdapter<absl::flat_hash_map<K, V>>;

/// The same, reserved before it is filled.
template <class K, class V> struct ReservedHashAdapter : HashAdapter<K, V> {
  template <class Keys> void fill(const Keys &From) {
    this->C.reserve(From.size());
    HashAdapter<K, V>::fill(From);
  }
};

/// A std::vector in the order of its keys.
template <class K, class V> struct SortedVectorAdapter {
  using Key = K;
  using Value = V;
  using Entry = std::pair<K, V>;
  static constexpr bool HasNodes = false, SortsNodes = false;

  bool insert(const Key &X, const Value &Y) {
    auto It = lowerBound(X);
    if (It != C.end() && It->first == X)
      return false;
    C.emplace(It, X, Y);
    return true;
  }
  const Value *find(const Key &X) const {
    auto It = const_cast<SortedVectorAdapter *>(this)->lowerBound(X);
    return It == C.end() || It->first != X ? nullptr : &It->second;
  }
  bool erase(const Key &X) {
    auto It = lowerBound(X);
    if (It == C.end() || It->first != X)
      return false;
    C.erase(It);
    return true;
  }
  uint64_t walk() const {
    uint64_t Sum = 0;
    for (const Entry &E : C)
      Sum += E.second.Word;
    return Sum;
  }
  /// Sorted once, at the end.
  template <class Keys> void fill(const Keys &From) {
    for (const Key &X : From)
      C.emplace_back(X, Value{1});
    std::sort(C.begin(), C.end(),
              [](const Entry &L, const Entry &R) { return L.first < R.first; });
  }
  size_t size() const { return C.size(); }
  void clear() { C.clear(); }
  void reserve(size_t N) { C.reserve(N); }

  std::vector<Entry> C;

private:
  typename std::vector<Entry>::iterator lowerBound(const Key &X) {
    return std::lower_bound(
        C.begin(), C.end(), X,
        [](const Entry &E, const Key &Wanted) { return E.first < Wanted; });
  }
};

/// A sequence in no order, searched from its first element on.
template <class Sequence> struct LinearAdapter {
  using Entry = typename Sequence::value_type;
  using Key = typename Entry::first_type;
  using Value = typename Entry::second_type;
  static constexpr bool IsList = std::is_same_v<Sequence, std::list<Entry>>;
  static constexpr bool HasNodes = IsList, SortsNodes = IsList;

  bool insert(const Key &X, const Value &Y) {
    if (find(X))
      return false;
    C.emplace_back(X, Y);
    return true;
  }
  const Value *find(const Key &X) const {
    auto It = place(X);
    return It == C.end() ? nullptr : &It->second;
  }
  bool erase(const Key &X) {
    auto It = place(X);
    if (It == C.end())
      return false;
    C.erase(It);
    return true;
  }
  uint64_t walk() const {
    uint64_t Sum = 0;
    for (const Entry &E : C)
      Sum += E.second.Word;
    return Sum;
  }
  template <class Keys> void fill(const Keys &From) {
    for (const Key &X : From)
      C.emplace_back(X, Value{1});
  }
  size_t size() const { return C.size(); }
  void clear() { C.clear(); }
  void reserve(size_t N) {
    if constexpr (std::is_same_v<Sequence, std::vector<Entry>>)
      C.reserve(N);
  }
  void sort() {
    C.sort([](const Entry &L, const Entry &R) { return L.first < R.first; });
  }

  Sequence C;

private:
  auto place(const Key &X) const {
    return std::find_if(C.begin(), C.end(),
                        [&X](const Entry &E) { return E.first == X; });
  }
};

template <class K, class V>
using VectorAdapter = LinearAdapter<std::vector<std::pair<K, V>>>;
template <class K, class V>
using DequeAdapter = LinearAdapter<std::deque<std::pair<K, V>>>;
template <class K, class V>
using ListAdapter = LinearAdapter<std::list<std::pair<K, V>>>;

/// A value and a flag for every integer key below some bound.
template <class V> struct ArrayAdapter {
  using Key = uint64_t;
  using Value = V;
  static constexpr bool HasNodes = false, SortsNodes = false;

  bool insert(Key K, const Value &Y) {
    if (K >= C.size())
      C.resize(K + 1);
    Slot &S = C[K];
    if (S.IsThere)
      return false;
    S = {Y, true};
    ++Count;
    return true;
  }
  const Value *find(Key K) const {
    return K < C.size() && C[K].IsThere ? &C[K].Held : nullptr;
  }
  bool erase(Key K) {
    if (!find(K))
      return false;
    C[K].IsThere = false;
    --Count;
    return true;
  }
  uint64_t walk() const {
    uint64_t Sum = 0;
    for (const Slot &S : C)
      if (S.IsThere)
        Sum += S.Held.Word;
    return Sum;
  }
  template <class Keys> void fill(const Keys &From) {
    for (Key K : From)
      insert(K, Value{1});
  }
  size_t size() const { return Count; }
  void clear() {
    C.assign(C.size(), Slot());
    Count = 0;
  }
  void reserve(size_t N) { C.resize(N); }

private:
  struct Slot {
    Value Held;
    bool IsThere = false;
  };
  std::vector<Slot> C;
  size_t Count = 0;
};

/// One bit for every integer key below some bound; keeps no values.
struct BitsetAdapter {
  using Key = uint64_t;
  using Value = Bytes<8>;
  static constexpr bool HasNodes = false, SortsNodes = false;

  bool insert(Key K, const Value &) {
    if (K / 64 >= C.size())
      C.resize(K / 64 + 1);
    if (find(K))
      return false;
    C[K / 64] |= uint64_t(1) << K % 64;
    ++Count;
    return true;
  }
  const Value *find(Key K) const {
    static constexpr Value There = {1};
    return K / 64 < C.size() && C[K / 64] >> K % 64 & 1 ? &There : nullptr;
  }
  bool erase(Key K) {
    if (!find(K))
      return false;
    C[K / 64] &= ~(uint64_t(1) << K % 64);
    --Count;
    return true;
  }
  uint64_t walk() const {
    uint64_t Sum = 0;
    for (size_t I = 0; I != C.size(); ++I)
      for (uint64_t Word = C[I]; Word; Word &= Word - 1)
        Sum += I * 64 + __builtin_ctzll(Word);
    return Sum;
  }
  template <class Keys> void fill(const Keys &From) {
    for (Key K : From)
      insert(K, Value{1});
  }
  size_t size() const { return Count; }
  void clear() {
    C.assign(C.size(), 0);
    Count = 0;
  }
  void reserve(size_t N) { C.resize(N / 64 + 1); }

private:
  std::vector<uint64_t> C;
  size_t Count = 0;
};

} // namespace hone

#endif // HONE_COSTS_ADAPTERS_H
