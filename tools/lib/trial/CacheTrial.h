//===- CacheTrial.h - a cache that was tried by running the program -*- C++ -*-===//
//
// Owns: what a trial of rule memoize's suggestions asks for and finds: the kind of
// cache, the figures of the runs with and without it, and what follows from their
// times. Knows nothing of processes or of how anything is printed.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_TRIAL_CACHETRIAL_H
#define HONE_TRIAL_CACHETRIAL_H

#include "lib/costs/Interval.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hone {

struct CachePolicy {
  enum KindType { None, Unbounded, Lru, Ttl };
  KindType Kind = Unbounded;
  uint64_t Number = 0; ///< results, or nanoseconds

  /// "unbounded", "lru:4096", "ttl:300s".
  static llvm::Expected<CachePolicy> parse(llvm::StringRef Text);
  std::string text() const;
  /// HONE_TRY for a run (runtime/CacheTrial.h).
  std::string wish(uint64_t Function, bool Check,
                   llvm::StringRef ReportPath) const;
};

/// What the processes of one run reported, summed.
struct CacheReport {
  unsigned Processes = 0;
  uint64_t Records = 0; ///< copies of the function that were found in them
  uint64_t LookUps = 0, Hits = 0, Stored = 0, Evicted = 0, Expired = 0,
           Refused = 0, Checked = 0, Mismatches = 0;
  uint64_t Results = 0, Bytes = 0;
  /// Of the modules that hold the function; may be empty.
  std::vector<std::string> BuildIds;
  /// "size:mtime in ns" of their files.
  std::vector<std::string> Files;

  static llvm::Expected<CacheReport> parse(llvm::StringRef Text);
};

/// Medians of measurements, between which order statistics they are, and how
/// surely. Needs no assumption on how times are distributed.
struct Median {
  Interval Value;
  double ConfidencePct = 0;

  /// Values: at least one.
  static Median of(std::vector<double> Values);
};

struct CacheTimes {
  Median Without, With; ///< ns
  Median Saved;         ///< ns, of pairs of neighbouring runs
  Median Speedup;       ///< likewise

  /// Ns of runs in pairs; as many of both.
  static CacheTimes of(llvm::ArrayRef<double> Without,
                       llvm::ArrayRef<double> With);
};

enum class OutputState {
  Same,
  Different, ///< with the cache it is another one, and without it never
  Varies     ///< it differs from run to run without the cache, too
};

struct CacheTrial {
  CachePolicy Policy;
  unsigned Pairs = 0;
  CacheTimes Times;
  CacheReport Report; ///< of the last run with the cache
  OutputState Output = OutputState::Same;
  std::string Difference; ///< in words, where Output is not Same
  int ExitCode = 0;       ///< without the cache
  bool Checked = false;   ///< there was a run that computed all hits again
  CacheReport Check;      ///< its figures

  /// Whether results of the program are others than without the cache.
  bool changesResults() const {
    return Output == OutputState::Different || Check.Mismatches != 0;
  }
};

} // namespace hone

#endif // HONE_TRIAL_CACHETRIAL_H
