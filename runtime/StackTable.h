//===- StackTable.h - distinct stacks and how often they were ---*- C++ -*-===//
//
// Owns: the table of samples. Only ever grows, takes no lock and allocates
// nothing after its start: signal handlers of all threads add to it at once.
// Knows nothing of signals, or of how a stack was walked.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_STACKTABLE_H
#define HONE_RUNTIME_STACKTABLE_H

#include "Counting.h"
#include "Memory.h"

namespace hone::rt {

/// Frames of one stack that are kept: the innermost ones.
inline constexpr U32 MaxFrames = 256;

/// Bounds of memory, touched as used. Programs have some hundreds to some
/// thousands of distinct stacks, of 10 to 40 frames.
inline constexpr U32 MaxStacks = 1u << 17;

/// A stack as it was found: who, and frame words, the innermost first. A word
/// is
///
///   63            48 47                          0
///   +---------------+-----------------------------+
///   | module plus 1 | address in its ELF file     |   instrumented modules
///   +---------------+-----------------------------+
///   |       0       | address in memory           |   others
///   +---------------+-----------------------------+
///
/// The innermost one is the program counter, the others return addresses.
struct StackSample {
  U32 Thread, Function;
  const U64 *Frames;
  U32 NumFrames;
  U32 Flags; ///< HONE_SAMPLE_*
};
inline constexpr U32 ModuleShift = 48;
inline constexpr U64 AddressMask = (U64(1) << ModuleShift) - 1;

/// False: no memory. Once is enough.
bool startStackTable();

/// Counts a stack. May change the frames: where the table is half full, what
/// lies between two calls from the same place is left out. False: it is full.
bool addStack(U32 Thread, U32 Function, U64 *Frames, U32 NumFrames, U32 Flags,
              U64 Weight);

/// Finds a stack that is no sample, or adds it, as who Function and no thread.
/// Returns its index plus 1; 0: the table is full. Frames as in addStack.
U32 internStack(U32 Function, U64 *Frames, U32 NumFrames);
/// One that internStack gave, by index.
StackSample internedStack(U32 Index);

/// How many stacks there are, all with an index below; and that many frames.
U32 numStacks();
U64 numStackFrames();
/// What counts of stack Index. Under the lock; 0: nothing, Sample is not set.
U64 stackCount(U32 Index, StackSample &Sample);

/// Forgets everything, in the child of a fork.
void clearStacks();
void keepStacks(Keep How);
void clearKeptStacks();

} // namespace hone::rt

#endif // HONE_RUNTIME_STACKTABLE_H
