//===- Dice.h - numbers as good as random ----------------------*- C++ -*-===//
//
// Owns: the numbers that calibration and replay draw keys and places with: the
// same in every run, so that runs can be compared.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_COSTS_DICE_H
#define HONE_COSTS_DICE_H

#include <cstddef>
#include <cstdint>

namespace hone {

/// Numbers that are as good as random, and the same in every run (splitmix64,
/// Steele et al., OOPSLA 2014).
class Dice {
public:
  explicit Dice(uint64_t Seed = 1) : State(Seed) {}
  uint64_t next() {
    uint64_t Z = State += 0x9e3779b97f4a7c15;
    Z = (Z ^ Z >> 30) * 0xbf58476d1ce4e5b9;
    Z = (Z ^ Z >> 27) * 0x94d049bb133111eb;
    return Z ^ Z >> 31;
  }
  /// Below Limit, all alike.
  size_t below(size_t Limit) {
    return size_t((unsigned __int128)(next())*Limit >> 64);
  }
  /// Below Limit; half of them fall into the first eighth.
  size_t skewedBelow(size_t Limit) {
    double U = double(next() >> 11) * 0x1p-53;
    return size_t(double(Limit) * U * U * U);
  }
  using result_type = uint64_t; // for std::shuffle
  static constexpr uint64_t min() { return 0; }
  static constexpr uint64_t max() { return ~uint64_t(0); }
  uint64_t operator()() { return next(); }

private:
  uint64_t State;
};

} // namespace hone

#endif // HONE_COSTS_DICE_H
