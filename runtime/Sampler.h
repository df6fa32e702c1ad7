//===- Sampler.h - where the time of each thread goes ----------*- C++ -*-===//
//
// Owns: one CPU-time timer per thread, and the signal handler, which walks the
// stack. Where stacks are kept is StackTable's.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_SAMPLER_H
#define HONE_RUNTIME_SAMPLER_H

#include "Counting.h"
#include "Memory.h"
#include "Thread.h"

namespace hone::rt {

/// Reads HONE_SAMPLE_HZ and takes the signal, if nobody has it.
void startSampler();
/// Starts the calling thread's timer, if samples are wanted and it lets their
/// signal through. Not under the runtime's lock, which blocks it.
void startSampling(ThreadState &T);
/// Stops the timer of T.
void stopSampling(ThreadState &T);
/// Forgets all samples, in the child of a fork.
void clearSamples();
void keepSamples(Keep How);
/// Forgets what was kept.
void clearKeptSamples();

/// Makes ready for walkStack, whether samples are taken or not. False: stacks
/// cannot be walked here.
bool prepareStackWalks();
/// Walks the calling thread's stack outwards from whoever called the runtime.
/// Returns that place in Frames, which have room for MaxFrames + HandlerFrames;
/// all are return addresses, as words of StackTable.h. Count: how many.
const U64 *walkStack(U64 *Frames, U32 &Count);

/// Nanoseconds of CPU time between two samples of a thread; 0: no sampling.
U64 samplePeriodNs();
/// "on", "off", or "stopped": the program took the signal for itself.
const char *samplingState();
/// Samples for which the table had no room.
U64 samplesLost();
/// Samples in the runtime's own code, which are in no SampleRecord.
U64 ownSamples();
/// How often a sample was taken: fewer than there are samples, where one stands
/// for several.
U64 sampleSignals();

} // namespace hone::rt

#endif // HONE_RUNTIME_SAMPLER_H
