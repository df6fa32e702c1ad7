//===- CounterBlocks.h - every thread's own counters -----------*- C++ -*-===//
//
// Owns: where counters are. On x86-64 instrumented code adds to
//
//   %gs:counter(%rip)
//
// and a thread's segment base is the distance from every module's counters to
// that thread's own block of them:
//
//     module A's counters ......... module B's counters        base 0: shared
//        |                             |
//        | base of thread 1            | base of thread 1
//        v                             v
//     block of A, thread 1          block of B, thread 1
//
// Bases are negative, a gigabyte apart: blocks lie below the regions where
// kernels put executables and libraries. Pages come from the live file, so that
// a killed program's counts are not lost. Base 0 is good, too: the counters of
// the module itself, shared by all that have no block; used until the runtime
// is up, and for good where the machine or the program's layout permits no
// other (no FSGSBASE, valgrind, an executable at a fixed low address, other
// processors). Threads may then lose counts to each other.
//
// A block stays with its ThreadState and goes on counting for the state's next
// owner: a count is the sum over all blocks, whenever their threads ended.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_COUNTERBLOCKS_H
#define HONE_RUNTIME_COUNTERBLOCKS_H

#include "Module.h"
#include "Thread.h"

namespace hone::rt {

/// The pages that hold a module's counters.
struct CounterPages {
  U64 First;    ///< address of the first page
  U64 Size;     ///< bytes, whole pages
  U64 Shift;    ///< of the first counter in the first page
  U64 Counters; ///< number
};
CounterPages counterPages(const Module &M);

/// Finds out whether threads can have blocks.
void startBlocks();
/// "thread": each thread counts for itself; "shared".
const char *countingState();

/// Gives T, whose owner calls, blocks of all live modules, and the owner T's
/// base. Under the lock.
void takeBlocks(ThreadState &T);
/// The calling thread counts at base 0 from here on.
void leaveBlocks();

/// Gives all threads blocks of M, which is about to go live, and moves what was
/// counted at base 0 into the caller's. Under the lock.
void placeModule(Module &M);
/// Takes the blocks of M away, which was unloaded. Under the lock.
void removeBlocks(Module &M);
/// Adds all blocks of M to Sums. Under the lock.
void addBlocks(const Module &M, U64 *Sums);
/// Moves all counts of M, which goes, to where they outlive it in the live file.
/// The blocks stay: code of it may still run. Under the lock.
void retireBlocks(Module &M);

/// From here on threads' counts are lost / are counted again. No count is off
/// by more than what one instant is.
void setBlocksAside();
void putBlocksBack();
/// Sets all counts of blocks to 0, also those of earlier loads. While aside.
void clearBlocksAside();

/// In the child of a fork: blocks of its own for T (null: it has none), all
/// counts 0. They are in memory until moveToLiveFile: most children exec.
void restartBlocksInChild(ThreadState *T);
/// Moves the calling thread's blocks from memory to the live file. Safe in
/// signal handlers.
void moveToLiveFile(ThreadState &T);

} // namespace hone::rt

/// __hone_count_here, but keeps only what every function keeps.
extern "C" void HoneCountHere();

#endif // HONE_RUNTIME_COUNTERBLOCKS_H
