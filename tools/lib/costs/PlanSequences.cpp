//===- PlanSequences.cpp - calibration of sequences -----------------------===//
//
// Owns: up to which size sequences are measured. Beyond, the model continues
// the last line: moving and looking at elements grows with their number.
//
//===----------------------------------------------------------------------===//

#include "Plan.h"
#include "SequenceTrials.h"

namespace hone {

/// Elements grow, are copied and are sorted up to this; 128 bytes: 8 MB.
static constexpr size_t MostGrown = 1 << 16;
/// From here on an operation may take more than 1 us: few are in a batch.
static constexpr size_t ManyBelow = 1 << 10;
/// From a place to the next, lists take as long as memory does.
static constexpr size_t MostWalked = 1 << 14;

template <class Item>
static std::vector<Item> makeElements(Content C, size_t N) {
  if constexpr (std::is_same_v<Item, std::string>)
    return makeKeys<Item>(C, N, false);
  std::vector<Item> Elements(N);
  std::vector<uint64_t> Words = makeKeys<uint64_t>(C, N, false);
  if constexpr (!std::is_same_v<Item, std::string>)
    for (size_t I = 0; I != N; ++I)
      Elements[I].Word = Words[I];
  return Elements;
}

/// By place. The elements of PlacedSequence are its own.
template <class Sequence>
static void measurePlaces(SequenceTrials<Sequence> &Trials, size_t N) {
  Trials.walks();
  if (N > MostWalked)
    return;
  Trials.searches();
  Trials.changes();
  Trials.indexes();
}

template <class Sequence>
static void plan(Structure S, Content C, bool IsQuick,
                 std::vector<Part> &Plan) {
  using Item = typename Sequence::value_type;
  for (size_t N : sizesUpTo(MostGrown, IsQuick))
    for (Pattern P : {Pattern::Hot, Pattern::Cold})
      Plan.push_back([=](Laboratory &Lab, Results &Out) {
        SequenceTrials<Sequence> Trials(Lab, Out, {S, C, double(N)}, P,
                                        makeElements<Item>(C, N),
                                        N < ManyBelow ? 64 : 8);
        Trials.growth(S == Structure::ReservedVector);
        if (S != Structure::ReservedVector) {
          Trials.sorts();
          if constexpr (!std::is_same_v<Item, std::string>) {
            Trials.copies();
            measurePlaces(Trials, N);
          }
        }
        Lab.run();
        if constexpr (!std::is_same_v<Item, std::string>)
          if (S != Structure::ReservedVector && N <= MostWalked) {
            Trials.middles();
            Lab.run();
          }
      });
}

template <template <class...> class Sequence>
static void planAll(Structure S, bool IsQuick, std::vector<Part> &Plan) {
  plan<Sequence<Bytes<8>>>(S, Content::Bytes8, IsQuick, Plan);
  plan<Sequence<Bytes<32>>>(S, Content::Bytes32, IsQuick, Plan);
  plan<Sequence<Bytes<128>>>(S, Content::Bytes128, IsQuick, Plan);
  plan<Sequence<std::string>>(S, Content::ShortString, IsQuick, Plan);
  plan<Sequence<std::string>>(S, Content::LongString, IsQuick, Plan);
}

/// Only places in the middle differ from the plain one.
template <unsigned Size>
static void planSwapped(Content C, bool IsQuick, std::vector<Part> &Plan) {
  using Item = Bytes<Size>;
  for (size_t N : sizesUpTo(MostWalked, IsQuick))
    for (Pattern P : {Pattern::Hot, Pattern::Cold})
      Plan.push_back([=](Laboratory &Lab, Results &Out) {
        SequenceTrials<SwapVector<Item>> Trials(
            Lab, Out, {Structure::SwapVector, C, double(N)}, P, {}, 64);
        Trials.middles();
        Lab.run();
      });
}

void planSequences(bool IsQuick, std::vector<Part> &Plan) {
  planAll<std::vector>(Structure::Vector, IsQuick, Plan);
  planAll<std::vector>(Structure::ReservedVector, IsQuick, Plan);
  planSwapped<8>(Content::Bytes8, IsQuick, Plan);
  planSwapped<32>(Content::Bytes32, IsQuick, Plan);
  planSwapped<128>(Content::Bytes128, IsQuick, Plan);
  planAll<std::deque>(Structure::Deque, IsQuick, Plan);
  planAll<std::list>(Structure::List, IsQuick, Plan);
}

} // namespace hone
