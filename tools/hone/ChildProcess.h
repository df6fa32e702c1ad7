//===- ChildProcess.h - running the user's program -------------*- C++ -*-===//
//
// Owns: running a program as if hone were not there: its streams, its signals,
// its exit status. Knows nothing of profiles.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_CHILDPROCESS_H
#define HONE_CHILDPROCESS_H

#include "llvm/Support/Error.h"
#include <string>
#include <sys/types.h>
#include <vector>

namespace hone {

struct ChildResult {
  pid_t Id;
  int ExitCode; ///< as a shell reports it: 128 + n after signal n
  int Signal;   ///< that ended it, or 0
  uint64_t WallNs;
  uint64_t DelayNs; ///< its main thread was ready to run but had no processor
};

/// What is other for the program than for this process. Descriptors; -1: the
/// same.
struct ChildSetup {
  int Input = -1, Output = -1, Errors = -1;
  std::vector<std::pair<std::string, std::string>> Environment; ///< to add
};

/// Runs Command (null-terminated) to its end. Signals that are sent to this
/// process meanwhile are passed on; those of the keyboard reach the child by
/// themselves. Fails when the program cannot be started; the error's code is
/// errno's.
llvm::Expected<ChildResult> runChild(char *const *Command,
                                     const ChildSetup &Setup = {});

} // namespace hone

#endif // HONE_CHILDPROCESS_H
