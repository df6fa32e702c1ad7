//===- PlanKeyed.cpp - calibration of what is looked up by key ------------===//
//
// Owns: up to which size each of them is measured. Beyond, the model continues
// the last line, which for all of these is known to be straight.
//
//===----------------------------------------------------------------------===//

#include "KeyedTrials.h"
#include "Plan.h"

namespace hone {
namespace {

/// Of structures whose look-ups take about as long at any size.
struct Limits {
  size_t Most = 1 << 20;
  size_t MostFilled = 1 << 16; ///< takes as long as N
  /// Operations that take as long as N are few in a batch from here on.
  size_t ManyBelow = ~size_t(0);
  bool IsDense = false;
};

/// Where every element is looked at or moved: 65,536 take 20 us and more.
constexpr Limits Linear = {1 << 12, 1 << 12, 1 << 10, false};
constexpr Limits Dense = {1 << 20, 1 << 16, ~size_t(0), true};
/// What is hashed anew is read from all over memory: that grows with the size.
constexpr Limits Hashed = {1 << 20, 1 << 20, ~size_t(0), false};

} // namespace

/// Where caches end, look-ups in trees take three times as long for four times
/// as many elements: there is a point between.
static std::vector<size_t> keyedSizes(size_t Most, bool IsQuick) {
  std::vector<size_t> Sizes =
      sizesUpTo(std::min<size_t>(Most, IsQuick ? 1 << 16 : ~0u), IsQuick);
  if (!IsQuick)
    for (size_t N : {1 << 15, 1 << 17})
      if (N <= Most)
        Sizes.push_back(N);
  return Sizes;
}

template <class Adapter>
static void measure(Laboratory &Lab, Results &Out, Slot To, Pattern P,
                    Limits L) {
  size_t N = size_t(To.N);
  KeyedTrials<Adapter> Trials(Lab, Out, To, P, L.IsDense,
                              N < L.ManyBelow ? 64 : 8);
  Trials.lookUps();
  // A sorted vector of 1,048,576 moves 8 MB for each change.
  if (To.S != Structure::SortedVector || N <= 1 << 16)
    Trials.changes();
  Trials.walks();
  if (N <= L.MostFilled)
    Trials.fills();
  if (N <= std::min<size_t>(L.MostFilled, 1 << 16))
    Trials.copies();
  if (N == 4)
    Trials.lives();
  Lab.run();
}

template <class Adapter>
static void plan(Structure S, std::vector<Content> Contents, Limits L,
                 bool IsQuick, std::vector<Part> &Plan) {
  for (Content C : Contents)
    for (size_t N : keyedSizes(L.Most, IsQuick))
      for (Pattern P : {Pattern::Hot, Pattern::Cold})
        Plan.push_back([=](Laboratory &Lab, Results &Out) {
          measure<Adapter>(Lab, Out, {S, C, double(N)}, P, L);
        });
}

template <template <class, class> class Adapter>
static void planAll(Structure S, Limits L, bool IsQuick,
                    std::vector<Part> &Plan) {
  using V = Bytes<8>;
  plan<Adapter<uint64_t, V>>(S, {Content::Integer}, L, IsQuick, Plan);
  plan<Adapter<std::string, V>>(S, {Content::ShortString, Content::LongString},
                                L, IsQuick, Plan);
}

/// Only filling differs from the plain one.
template <class Key>
static void planReserved(std::vector<Content> Contents, bool IsQuick,
                         std::vector<Part> &Plan) {
  for (Content C : Contents)
    for (size_t N : keyedSizes(Hashed.MostFilled, IsQuick))
      for (Pattern P : {Pattern::Hot, Pattern::Cold})
        Plan.push_back([=](Laboratory &Lab, Results &Out) {
          KeyedTrials<ReservedHashAdapter<Key, Bytes<8>>> Trials(
              Lab, Out, {Structure::ReservedHashMap, C, double(N)}, P, false,
              64);
          Trials.fills();
          Lab.run();
        });
}

void planKeyed(bool IsQuick, std::vector<Part> &Plan) {
  planAll<MapAdapter>(Structure::Map, {}, IsQuick, Plan);
  planAll<HashAdapter>(Structure::HashMap, Hashed, IsQuick, Plan);
  planAll<FlatHashAdapter>(Structure::FlatHash, {}, IsQuick, Plan);
  planAll<SortedVectorAdapter>(Structure::SortedVector, {}, IsQuick, Plan);
  planAll<VectorAdapter>(Structure::Vector, Linear, IsQuick, Plan);
  planAll<DequeAdapter>(Structure::Deque, Linear, IsQuick, Plan);
  planAll<ListAdapter>(Structure::List, Linear, IsQuick, Plan);
  plan<ArrayAdapter<Bytes<8>>>(Structure::Array, {Content::Integer}, Dense,
                               IsQuick, Plan);
  plan<BitsetAdapter>(Structure::Bitset, {Content::Integer}, Dense, IsQuick,
                      Plan);
  planReserved<uint64_t>({Content::Integer}, IsQuick, Plan);
  planReserved<std::string>({Content::ShortString, Content::LongString},
                            IsQuick, Plan);
}

} // namespace hone
