//===- Operations.h - observing operations on containers -------*- C++ -*-===//
//
// Owns: what the rest of the runtime asks of the sampling of operations, and
// what a thread keeps for it. What is read from containers is Containers.h's,
// what is kept of windows Events.h's.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_OPERATIONS_H
#define HONE_RUNTIME_OPERATIONS_H

#include "Platform.h"

namespace hone::rt {

struct ThreadState;

/// Operations in a row that are observed together.
inline constexpr U32 OperationsInWindow = 64;
/// What is kept of a key that is a string, to compare the next one with.
inline constexpr U32 KeptKeyBytes = 64;

/// Where a thread stands with the operations that one credit counts: one
/// stream, but for copies of the runtime (Copies.h) that have a credit of their
/// own.
struct OperationStream {
  const I32 *Credit;
  U64 WindowStart, WindowEnd; ///< of the latest one, ticks
  U64 CostBefore;             ///< OperationWindow::Cost at its start
  U64 MeanCost;               ///< of windows, ticks
  U32 MeanGap;     ///< what gaps are drawn around; 0: there was none yet
  U32 Gap;         ///< operations between it and the next one
  U32 Weight;      ///< what each of its operations counts as
  U32 Left;        ///< its operations to come; 0: the next one begins a window
  U32 FreeWindows; ///< whose cost does not matter
};
inline constexpr U32 MaxOperationStreams = 4;

/// The operation by key that a thread observed last.
struct LastKey {
  const void *Container; ///< null: its key is not known
  U64 Key;
  U64 Function, Place; ///< as OperationRecord.RepeatFunction and RepeatPlace
  U32 KeyBytes;
  U32 Window; ///< OperationWindow::Number
};

/// What a thread keeps of the operations that it observes.
struct OperationWindow {
  U64 Busy; ///< not 0: what follows is being changed, by a function with its
            ///< frame there; a signal handler keeps off
  OperationStream Streams[MaxOperationStreams];
  U64 Cost;   ///< of observing so far, ticks
  U32 Number; ///< of the window under way, in the thread
  U32 Epoch;  ///< of its events (Events.cpp)
  LastKey Last;
  U32 KeptKeySize;
  char KeptKey[KeptKeyBytes]; ///< the start of the last key that was a string
  U32 NumEvents;
  EventRecord Events[OperationsInWindow];
};

/// A thread that begins to use the state.
void startOperations(OperationWindow &Window);
/// A thread that ends.
void endOperations(OperationWindow &Window);
/// In the child of a fork, on the thread that it has.
void restartOperationsInChild(ThreadState *T);

/// Measures what observing adds to each operation's time, on the calling
/// thread. About 0.01 ms.
void calibrateOperations(ThreadState &T);

/// As __hone_operation_begin; Credit: the counter that ran out.
U64 beginOperation(OperationRecord *Operation, OperationSlot *Slot,
                   const void *Container, const void *Argument, I32 *Credit);

} // namespace hone::rt

#endif // HONE_RUNTIME_OPERATIONS_H
