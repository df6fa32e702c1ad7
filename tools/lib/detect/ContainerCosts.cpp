//===- ContainerCosts.cpp - what look-ups cost -----------------*- C++ -*-===//
//
// Owns: the figures. Measured with clang 19 -O2, libstdc++ 12, 2-vCPU virtual
// machine, random look-ups that hit, best of 5, ns per look-up or per element:
//
//     n                        10    100   1,000  10,000  100,000  1,000,000
//     unordered_set<int>        6      8       9      13       13         19
//       insert                 18     18      38      56       88        464
//     unordered_set<string>    20     13      17      20       24
//       insert                 36     33      46      54       89
//       of 80 characters       23     24      28      40       52
//     sorted vector<int>        6     11      13      26       41        223
//       sort                    4      3       5      40       51         63
//     sorted vector<string>    28     57      90     125      184
//       sort                   41     70      98     142      172
//
// These were loops of independent look-ups. In a real program each waits for
// the one before it and finds its table out of the cache: hence intervals whose
// low end is the table's and whose high end is three to six times that. The
// middle is what Arrow's memo table shows in use (19-27 ns, apache/arrow#8716).
//
//===----------------------------------------------------------------------===//

#include "ContainerCosts.h"

#include <cmath>

namespace hone {

/// From here on a table of nodes no longer fits a common second-level cache.
constexpr double CacheElements = 50'000;

static bool isNumber(KeyClass Key) {
  return Key == KeyClass::Integer || Key == KeyClass::Floating;
}

static Interval outOfCache(Interval Cost, double N, double Middle,
                           double High) {
  if (N < CacheElements)
    return Cost;
  return {Cost.Low, Cost.Mid * Middle, Cost.High * High};
}

Interval hashLookupNs(KeyClass Key, double N) {
  if (isNumber(Key))
    return outOfCache({10, 25, 60}, N, 1.5, 2);
  if (Key == KeyClass::String)
    return outOfCache({15, 40, 100}, N, 1.5, 2);
  return outOfCache({20, 50, 150}, N, 1.5, 2); // a hash the user writes
}

Interval hashInsertNs(KeyClass Key, double N) {
  if (isNumber(Key))
    return outOfCache({18, 45, 100}, N, 2, 5);
  if (Key == KeyClass::String)
    return outOfCache({33, 70, 150}, N, 2, 5);
  return outOfCache({40, 80, 200}, N, 2, 5);
}

static double steps(double N) { return std::log2(std::max(N, 2.0)); }

Interval sortedLookupNs(KeyClass Key, double N) {
  // One step costs a mispredicted branch every other time, later a cache miss;
  // next to nothing where the same keys come again and again (an interpreter's
  // variables: 2 ns a step).
  Interval Step = isNumber(Key) ? Interval{0.8, 2.5, 6} : Interval{2, 7, 15};
  return outOfCache(Step * steps(N), N, 1.5, 2);
}

Interval sortNs(KeyClass Key, double N) {
  Interval Step = isNumber(Key) ? Interval{0.5, 2.5, 5} : Interval{8, 11, 20};
  return Step * steps(N);
}

} // namespace hone
