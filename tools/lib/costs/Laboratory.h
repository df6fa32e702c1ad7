//===- Laboratory.h - how operations are timed -----------------*- C++ -*-===//
//
// Owns: what hot and cold mean, the clock, and the way from Google Benchmark's
// repetitions to one figure. Knows nothing of structures.
//
// A trial is a batch of operations with what has to be done before and after it.
// Only the batch is timed: reading the clock costs some operations' time, so
// that there are 64 or more in it, and what it costs is taken out.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_COSTS_LABORATORY_H
#define HONE_COSTS_LABORATORY_H

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace hone {

enum class Pattern {
  Hot, ///< the same few again and again, no operation waits for another
  Cold ///< random, 1 MB of other data is touched before each batch, and each
       ///< operation waits for the one before it
};

struct Trial {
  size_t Operations = 0; ///< in a batch
  std::function<void()> Prepare, Run, Restore; ///< Prepare, Restore: may be null
  std::function<void(double)> Done; ///< gets the median, ns per operation
};

class Laboratory {
public:
  explicit Laboratory(bool IsQuick);
  /// Trials of one name run in one group, see run.
  void add(std::string Name, Pattern P, Trial T);
  /// Runs what was added since the last time.
  void run();

private:
  struct Named {
    std::string Name;
    Pattern P;
    Trial T;
  };
  double timeNs(const Trial &T) const;
  void evict();

  bool IsQuick;
  double ClockNs = 0; ///< what reading the clock twice shows
  std::vector<Named> Trials;
  std::vector<char> Other; ///< the 1 MB of other data
};

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
    return size_t((unsigned __int128)(next()) * Limit >> 64);
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

#endif // HONE_COSTS_LABORATORY_H
