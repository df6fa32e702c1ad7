//===- Thread.h - what the runtime knows of one thread ---------*- C++ -*-===//
//
// Owns: the per-thread state behind one TLS pointer, its birth at the thread's
// first hook, its end, and the list of all of them. Knows nothing of files.
//
// One mapping holds the whole state, so that no array ever moves: a signal
// handler may use the hooks while the code it interrupted is inside one. About
// 20 MB of addresses per thread, touched only where used.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_THREAD_H
#define HONE_RUNTIME_THREAD_H

#include "EdgeTable.h"
#include "Growth.h"
#include "MemoTable.h"
#include "Operations.h"
#include "StackTable.h"
#include "Throttle.h"
#include "Wait.h"

namespace hone::rt {

/// Functions beyond this many are counted but not timed.
inline constexpr U32 MaxFunctions = 1u << 20;
/// Activations nested deeper are counted but not timed. The default 8 MB stack
/// ends before this depth.
inline constexpr U32 MaxDepth = 1u << 18;
/// Observed calls nested deeper are not observed.
inline constexpr U32 MaxMemoDepth = 1u << 12;
/// Memoization candidates beyond this many are not observed.
inline constexpr U32 MaxMemos = 1u << 16;

/// Frames of the handler of samples and of those that led the kernel there, at
/// most.
inline constexpr U32 HandlerFrames = 8;

/// An open activation on the shadow stack.
///
/// The stack grows down: an activation lives as long as the program's stack
/// pointer is not above its Sp. Only activations on the thread's own stack are
/// opened; what runs on others (fibers, alternate signal stacks) is part of the
/// activation that was innermost before.
struct Frame {
  U64 Serial; ///< tells activations in the same place apart
  U64 *Slot;  ///< the function's (Abi.h); null: a region's, or of a function
              ///< that was replaced by a tail call
  U64 Sp;     ///< stack pointer in the function; with a null Slot, its caller's
  U64 NameHash; ///< of the function, to judge the site cursor
  U64 Start;    ///< ticks
  U64 Children; ///< ticks of closed timed callees
  U64 ChildrenCost; ///< of these, what hone itself took (estimated)
  U64 OwnCost;  ///< ticks that hone took in the activation's own time so far
  Edge *Via;    ///< books of this activation; null: being opened, or closed
  U32 Function; ///< Id
  uint16_t Pending;  ///< 0, or the length of the run of tail calls ending here
  uint16_t IsRegion; ///< begun by the program (Region.h), not by a function
};

/// What a thread knows of one function.
struct FunctionState {
  U32 Active; ///< open activations
  U32 Calls;  ///< of the window under way, see Throttle.h
  U64 Since;  ///< when it began, ticks; 0: with the next call
};


/// An observed call of a memoization candidate, see Memo.cpp.
struct MemoCall {
  U64 Handle;
  MemoRecord *Memo;
  MemoTable *Table;
  U64 Hash;       ///< of the arguments, later of the result
  U64 Key;        ///< the arguments' final hash
  U64 Start;      ///< ticks; 0: this call is not timed
  U64 End;        ///< ticks; 0: still running
  U64 Cost;       ///< hone's cost below FrameToken's activation at Start, ticks
  U64 KeyStart;   ///< ticks; 0: key building is not timed
  MemoVisit Visit;
  U64 FrameSerial; ///< innermost timed activation at the start, to see it die
  U32 FrameDepth;
  bool Called; ///< arguments complete
  bool Repeat; ///< arguments seen before
  bool Outermost, OutermostRepeat;
};

struct MemoDepth {
  U32 Calls;   ///< observed calls of one candidate open on this thread
  U32 Repeats; ///< of these, repeats
};

struct ThreadState {
  Frame *Top; ///< innermost open activation; Stack[0] stands for "none"
  U64 NextSerial;
  U64 StackLow, StackHigh; ///< the thread's own stack
  Budget Hooks;
  EdgeTable Edges;
  bool Busy; ///< the edge table is being changed; a signal handler keeps off

  U32 MemoTop; ///< number of open observed calls
  U64 NextMemo;
  I64 ScanCredit; ///< ticks down to the next observed search, see Scan.cpp
  U64 Random;     ///< xorshift state, never 0
  WaitClock Waits;
  OperationWindow Operations;
  GrowthGap NextGrowth;
  GrowthEntry LongEntries[NumGrowthEntries]; ///< by site, see Growth.cpp

  U32 Number;     ///< of its ThreadRecord, see ThreadList.h
  U32 Tid;
  int Timer;      ///< kernel timer of the sampler, or -1
  U64 NextSample; ///< CPU time of the thread at which it expires, ns
  U64 DueSamples; ///< periods since the last sample that was counted
  U64 SkipSamples; ///< ticks of the timer to come that are not looked into
  I64 Base;      ///< of the owner's counters (CounterBlocks.h); 0: shared ones
  U32 Slot;      ///< number of the base
  bool InMemory; ///< the blocks are to move to the live file
  U32 EndRounds;
  U32 Live; ///< a thread owns this state
  ThreadState *Next;
  const SiteRecord **Cursor; ///< the thread's __hone_site

  U64 Unwound[MaxFrames + HandlerFrames]; ///< for the handler of samples
  MemoCall Memos[MaxMemoDepth];
  MemoDepth MemoDepths[MaxMemos];
  FunctionState Functions[MaxFunctions]; ///< by Id
  Frame Stack[MaxDepth];
};

/// The calling thread's state, made if need be. Null: nothing is to be recorded
/// (disabled, finished, or memory is gone).
ThreadState *obtainThread();

/// The head of the list of all states, live and spare.
ThreadState *firstThread();
/// How many threads were seen.
U64 threadsSeen();

inline U64 nextRandom(ThreadState &T) {
  T.Random ^= T.Random << 13;
  T.Random ^= T.Random >> 7;
  T.Random ^= T.Random << 17;
  return T.Random;
}

/// Prepares thread bookkeeping; false: the system refused.
bool startThreads();

/// In the child of a fork: forgets the other threads and all figures.
void restartThreadsInChild();
/// The calling thread records nothing from now on.
void detachThread();

/// Closes the activations above F.
void closeAbove(ThreadState &T, Frame *F, U64 Now);
/// Opens an activation of a region of the calling thread.
void enterRegion(FunctionRecord *Region);
/// Closes the innermost activation, if it is a region's.
void leaveRegion();
/// __hone_enter for a copy of the runtime that has read its own site cursor.
void enterFrom(FunctionRecord *Function, U64 *Slot, U64 Sp,
               const SiteRecord *Site);
/// __hone_unwind of a function with that stack pointer.
void unwindTo(const U64 *Slot, U64 Sp);

} // namespace hone::rt

/// One exported variable, so that the copies in shared objects resolve to the
/// executable's: only then do they cost no static TLS, of which dlopen has
/// little to give. Null on threads without state and in secondary copies.
extern "C" __attribute__((
    visibility("default"))) __thread hone::rt::ThreadState *__hone_thread;

#endif // HONE_RUNTIME_THREAD_H
