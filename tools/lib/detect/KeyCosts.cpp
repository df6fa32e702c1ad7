//===- KeyCosts.cpp - costs by the type of a key --------------------------===//
//
// Owns: what stands for types of keys that are not measured.
//
//===----------------------------------------------------------------------===//

#include "KeyCosts.h"

#include <cmath>

namespace hone {

/// What a hash or comparison costs that the user writes, over several members,
/// is not measured. It is taken to be up to this much more than that of a string
/// of 40 bytes: 150 ns where that takes 100.
constexpr double OwnKeyFactor = 1.5;

Interval keyCost(const CostModel &Costs, Structure S, Action A, KeyClass Key,
                 double N) {
  auto Cost = [&](Held H) {
    return Costs.cost(S, A, H, N).value_or(Interval());
  };
  if (Key == KeyClass::Integer || Key == KeyClass::Floating)
    return Cost(Held::integers());
  // How long strings are is not known: anything from short to long.
  Interval Short = Cost(Held::strings(0)), Long = Cost(Held::strings(40));
  double High = std::max(Short.High, Long.High);
  if (Key == KeyClass::Other)
    High *= OwnKeyFactor;
  return {Short.Low, std::sqrt(Short.Low * High), High};
}

} // namespace hone
