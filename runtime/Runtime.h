//===- Runtime.h - the life of the runtime ---------------------*- C++ -*-===//
//
// Owns: the phases of this copy of the runtime, its lock, and what is known of
// the process. Start-up, end and fork are in Runtime.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_RUNTIME_H
#define HONE_RUNTIME_RUNTIME_H

#include "Memory.h"

#include <pthread.h>
#include <signal.h>

namespace hone::rt {

enum class Phase : U32 {
  Unborn,    ///< no module has registered yet
  Running,   ///< this copy keeps the books of the process
  Secondary, ///< another copy in this process does: hooks are passed on to it
  Off,       ///< disabled, or given up after a complaint
  Finished   ///< the profile was written
};

/// Initialized statically, by every compiler: a dynamic initializer would run
/// after the first module has registered, and wipe out what was remembered.
struct Process {
  Phase Stage = Phase::Unborn;
  bool Exiting =
      false;       ///< exit has begun: the last module's end is the profile's
  pid_t Pid = 0;   ///< to notice a fork that ran no fork handlers
  U64 StartNs = 0; ///< CLOCK_MONOTONIC
  U64 StartUnixNs = 0; ///< CLOCK_REALTIME
  Buffer Directory;    ///< current folder at start-up
  Buffer Command;      ///< arguments joined by spaces
};
extern Process TheProcess;

inline Phase phase() { return loadRelaxed(TheProcess.Stage); }

/// Sets this copy up on first use: elects it or finds the elected one.
void startCopy();

/// Called when a module has gone or exit has begun: writes the profile once
/// nothing more is to come.
void finishIfLast();

/// Takes the runtime's lock, with signals blocked so that no handler on this
/// thread can ask for it. OldMask: the signals to block afterwards.
void lockRuntime(sigset_t &OldMask);
void unlockRuntime(const sigset_t &OldMask);
/// The calling thread holds it: a crash within the runtime runs a handler of the
/// program's.
bool holdsLock();

/// Holds the lock, keeps errno, and puts off the thread's cancellation, which
/// would leave the lock behind. For the rare paths only.
class Guard {
public:
  Guard() : OldErrno(errno) {
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &OldCancel);
    lockRuntime(OldMask);
  }
  ~Guard() {
    unlockRuntime(OldMask);
    pthread_setcancelstate(OldCancel, nullptr);
    errno = OldErrno;
  }
  Guard(const Guard &) = delete;
  Guard &operator=(const Guard &) = delete;

private:
  sigset_t OldMask;
  int OldErrno, OldCancel;
};

} // namespace hone::rt

#endif // HONE_RUNTIME_RUNTIME_H
