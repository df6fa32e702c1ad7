//===- ThreadList.h - the threads of the process, for the file -*- C++ -*-===//
//
// Owns: names and CPU times of threads, also of those that ended. Knows nothing
// of what else is recorded of a thread. All under the runtime's lock.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_THREADLIST_H
#define HONE_RUNTIME_THREADLIST_H

#include "Counting.h"
#include "Memory.h"

namespace hone::rt {

/// Gives the calling thread a number, from 1 on; beyond a bound all have the
/// same.
U32 addThread();
/// The calling thread, with that number, ends.
void noteThreadEnd(U32 Number);
/// Appends ThreadRecords, thread number N at index N - 1.
void appendThreads(Buffer &Out);
/// In the child of a fork, whose only thread has the returned number.
U32 restartThreadList(bool HasThread);

void keepThreadTimes(Keep How);
void clearKeptThreadTimes();

} // namespace hone::rt

#endif // HONE_RUNTIME_THREADLIST_H
