//===- ChildProcess.h - running the user's program -------------*- C++ -*-===//
//
// Owns: running a program as if hone were not there: its streams, its signals,
// its exit status. Knows nothing of profiles.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_CHILDPROCESS_H
#define HONE_CHILDPROCESS_H

#include "llvm/Support/Error.h"
#include <sys/types.h>

namespace hone {

struct ChildResult {
  pid_t Id;
  int ExitCode; ///< as a shell reports it: 128 + n after signal n
  int Signal;   ///< that ended it, or 0
};

/// Runs Command (null-terminated) to its end. Signals that are sent to this
/// process meanwhile are passed on; those of the keyboard reach the child by
/// themselves. Fails when the program cannot be started; the error's code is
/// errno's.
llvm::Expected<ChildResult> runChild(char *const *Command);

} // namespace hone

#endif // HONE_CHILDPROCESS_H
