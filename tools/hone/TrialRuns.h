//===- TrialRuns.h - the program, with and without a cache ------*- C++ -*-===//
//
// Owns: running the user's program again and again with one function's results
// kept or not, and comparing what it prints. Must not know suggestions.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_TRIALRUNS_H
#define HONE_TRIALRUNS_H

#include "lib/trial/CacheTrial.h"
#include <functional>

namespace hone {

struct TrialWish {
  char *const *Command; ///< null-terminated
  uint64_t Function;    ///< name hash
  CachePolicy Policy;
  unsigned Pairs = 5;
  bool Check = false;
  /// Judges what the first run reports; it is not counted.
  std::function<llvm::Error(const CacheReport &)> Accept;
};

/// Says on standard error how far it is.
llvm::Expected<CacheTrial> runCacheTrial(const TrialWish &Wish);

} // namespace hone

#endif // HONE_TRIALRUNS_H
