//===- Containers.h - the containers that a use is compiled with -*- C++ -*-==//
//
// Owns: Map, Set and Sequence, which are what -DCONTAINER_... says, and those
// of the alternatives that the standard library does not have, written as a
// user would write them. Knows no use.
//
//   MAP            std::map, std::set
//   HASH           std::unordered_map, std::unordered_set
//   RESERVED_HASH  the same, given its room by makeRoom
//   SORTED         a std::vector in the order of keys
//   DENSE          a std::vector indexed by keys (of small integers)
//   VECTOR, RESERVED_VECTOR, DEQUE, LIST
//
//===----------------------------------------------------------------------===//

#ifndef CONTAINERS_H
#define CONTAINERS_H

#include <algorithm>
#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

/// What std::flat_map of C++23 is, in one vector.
template <class K, class V> class SortedMap {
  using Entry = std::pair<K, V>;
  std::vector<Entry> Entries;

public:
  using iterator = typename std::vector<Entry>::iterator;
  iterator begin() { return Entries.begin(); }
  iterator end() { return Entries.end(); }
  size_t size() const { return Entries.size(); }
  iterator lower_bound(const K &Key) {
    return std::lower_bound(
        begin(), end(), Key,
        [](const Entry &E, const K &Wanted) { return E.first < Wanted; });
  }
  iterator find(const K &Key) {
    iterator It = lower_bound(Key);
    return It != end() && !(Key < It->first) ? It : end();
  }
  size_t count(const K &Key) { return find(Key) != end(); }
  V &operator[](const K &Key) { return emplace(Key, V()).first->second; }
  template <class Value>
  std::pair<iterator, bool> emplace(const K &Key, Value &&X) {
    iterator It = lower_bound(Key);
    if (It != end() && !(Key < It->first))
      return {It, false};
    return {Entries.emplace(It, Key, std::forward<Value>(X)), true};
  }
  iterator erase(iterator It) { return Entries.erase(It); }
  size_t erase(const K &Key) {
    iterator It = find(Key);
    if (It == end())
      return 0;
    Entries.erase(It);
    return 1;
  }
};

template <class K> class SortedSet {
  std::vector<K> Keys;

public:
  using iterator = typename std::vector<K>::iterator;
  iterator begin() { return Keys.begin(); }
  iterator end() { return Keys.end(); }
  size_t size() const { return Keys.size(); }
  iterator lower_bound(const K &Key) {
    return std::lower_bound(begin(), end(), Key);
  }
  size_t count(const K &Key) {
    iterator It = lower_bound(Key);
    return It != end() && !(Key < *It);
  }
  std::pair<iterator, bool> insert(const K &Key) {
    iterator It = lower_bound(Key);
    if (It != end() && !(Key < *It))
      return {It, false};
    return {Keys.insert(It, Key), true};
  }
  size_t erase(const K &Key) {
    iterator It = lower_bound(Key);
    if (It == end() || Key < *It)
      return 0;
    Keys.erase(It);
    return 1;
  }
};

/// Indexed by its keys; grows to the largest.
template <class K, class V> class DenseMap {
  using Entry = std::optional<std::pair<K, V>>;
  std::vector<Entry> Entries;
  size_t Number = 0;

public:
  class iterator {
    Entry *At, *End;

  public:
    iterator(Entry *At, Entry *End) : At(At), End(End) {
      while (this->At != End && !*this->At)
        ++this->At;
    }
    std::pair<K, V> &operator*() const { return **At; }
    std::pair<K, V> *operator->() const { return &**At; }
    iterator &operator++() {
      *this = iterator(At + 1, End);
      return *this;
    }
    bool operator!=(const iterator &O) const { return At != O.At; }
    bool operator==(const iterator &O) const { return At == O.At; }
  };
  iterator begin() { return {first(), last()}; }
  iterator end() { return {last(), last()}; }
  size_t size() const { return Number; }
  iterator find(K Key) {
    if (size_t(Key) < Entries.size() && Entries[size_t(Key)])
      return {first() + size_t(Key), last()};
    return end();
  }
  size_t count(K Key) {
    return size_t(Key) < Entries.size() && Entries[size_t(Key)];
  }
  template <class Value> std::pair<iterator, bool> emplace(K Key, Value &&X) {
    Entry &E = at(Key);
    bool IsNew = !E;
    if (IsNew)
      E.emplace(Key, std::forward<Value>(X));
    Number += IsNew;
    return {{&E, last()}, IsNew};
  }
  V &operator[](K Key) { return emplace(Key, V()).first->second; }
  size_t erase(K Key) {
    size_t Erased = count(Key);
    if (Erased)
      Entries[size_t(Key)].reset();
    Number -= Erased;
    return Erased;
  }

private:
  Entry *first() { return Entries.data(); }
  Entry *last() { return first() + Entries.size(); }
  Entry &at(K Key) {
    if (size_t(Key) >= Entries.size())
      Entries.resize(std::max(size_t(Key) + 1, 2 * Entries.size()));
    return Entries[size_t(Key)];
  }
};

template <class K> class DenseSet {
  std::vector<bool> Bits;
  size_t Number = 0;

public:
  size_t size() const { return Number; }
  size_t count(K Key) const {
    return size_t(Key) < Bits.size() && Bits[size_t(Key)];
  }
  std::pair<K, bool> insert(K Key) {
    if (size_t(Key) >= Bits.size())
      Bits.resize(std::max(size_t(Key) + 1, 2 * Bits.size()));
    bool IsNew = !Bits[size_t(Key)];
    Bits[size_t(Key)] = true;
    Number += IsNew;
    return {Key, IsNew};
  }
  size_t erase(K Key) {
    size_t Erased = count(Key);
    if (Erased)
      Bits[size_t(Key)] = false;
    Number -= Erased;
    return Erased;
  }
};

#if defined(CONTAINER_HASH) || defined(CONTAINER_RESERVED_HASH)
template <class K, class V> using Map = std::unordered_map<K, V>;
template <class K> using Set = std::unordered_set<K>;
#elif defined(CONTAINER_SORTED)
template <class K, class V> using Map = SortedMap<K, V>;
template <class K> using Set = SortedSet<K>;
#elif defined(CONTAINER_DENSE)
template <class K, class V>
using Map =
    std::conditional_t<std::is_integral_v<K>, DenseMap<K, V>, std::map<K, V>>;
template <class K>
using Set = std::conditional_t<std::is_integral_v<K>, DenseSet<K>, std::set<K>>;
#else
template <class K, class V> using Map = std::map<K, V>;
template <class K> using Set = std::set<K>;
#endif

#if defined(CONTAINER_DEQUE)
template <class T> using Sequence = std::deque<T>;
#elif defined(CONTAINER_LIST)
template <class T> using Sequence = std::list<T>;
#else
template <class T> using Sequence = std::vector<T>;
#endif

/// reserve(), in programs that are to have it.
template <class Container> void makeRoom(Container &C, size_t N) {
#if defined(CONTAINER_RESERVED_HASH) || defined(CONTAINER_RESERVED_VECTOR)
  C.reserve(N);
#else
  (void)C, (void)N;
#endif
}

#endif // CONTAINERS_H
