//===- Laboratory.h - how operations are timed -----------------*- C++ -*-===//
//
// Owns: what hot and cold mean, the clock, and the way from Google Benchmark's
// repetitions to one figure. Knows nothing of structures.
//
// A trial is a batch of operations with what has to be done before and after
// it. Only the batch is timed: reading the clock costs some operations' time,
// so that there are 64 or more in it, and what it costs is taken out.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_COSTS_LABORATORY_H
#define HONE_COSTS_LABORATORY_H

#include <cstddef>
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
  std::function<void()> Prepare, Run,
      Restore;                      ///< Prepare, Restore: may be null
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
  double timeNs(const Named &N);
  void evict();

  bool IsQuick;
  double ClockNs = 0; ///< what reading the clock twice shows
  std::vector<Named> Trials;
  std::vector<char> Other; ///< the 1 MB of other data
};

} // namespace hone

#endif // HONE_COSTS_LABORATORY_H
