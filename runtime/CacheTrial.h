//===- CacheTrial.h - a run with a cache in front of a function -*- C++ -*-===//
//
// Owns: the mode in which hone try runs a program: nothing is recorded, all
// observers sleep, and of one function the results are kept and returned again.
//
//   HONE_TRY=FUNCTION,KIND,NUMBER,CHECK,REPORT
//     FUNCTION  hexadecimal name hash (MemoRecord.Function)
//     KIND      none, unbounded, lru (NUMBER results) or ttl (NUMBER nanoseconds)
//     CHECK     1: every result that is known is computed again and compared
//     REPORT    a file, to which each process appends a line at its end
//
// A thread is in one of these states; hooks that do not fit are let be, so that
// the handler of a signal that comes in between does no harm:
//
//   Idle -begin-> Building -call-> Taking -taken-> Idle      the result is known
//                                  Idle ... -result-> Keeping -end-> Idle
//
// Nothing is left open while the function runs: exceptions and longjmp need no
// care, and what they leave is not kept.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_CACHETRIAL_H
#define HONE_RUNTIME_CACHETRIAL_H

#include "Module.h"

namespace hone::rt {

extern bool TrialRuns;
/// Whether this run is one of hone try's.
inline bool isTrial() { return HONE_UNLIKELY(loadRelaxed(TrialRuns)); }

/// Looks whether it is one, at start-up.
bool beginTrial();
/// Lets the module's observers sleep, but for the function that is tried.
void registerForTrial(const ModuleSections &Sections);

// What __hone_memo_* do in such a run.
U64 trialBegin(const MemoRecord *Memo);
void trialScalar(U64 Handle, U64 Value);
void trialBytes(U64 Handle, const void *Bytes, U64 Size);
U64 trialCall();
void trialEnd(U64 Handle);

} // namespace hone::rt

#endif // HONE_RUNTIME_CACHETRIAL_H
