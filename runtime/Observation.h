//===- Observation.h - one observed operation on a container ---*- C++ -*-===//
//
// Owns: what is known of an operation from its begin to its end, and how it
// enters the books (OperationRecord). Knows nothing of why it is observed.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_OBSERVATION_H
#define HONE_RUNTIME_OBSERVATION_H

#include "Operations.h"

namespace hone::rt {

/// What an OperationSlot holds from begin to end.
struct Observation {
  U64 Start;      ///< of the operation itself, ticks
  U64 Entered;    ///< of observing it
  U64 CostBefore; ///< OperationWindow::Cost then
  const void *Container;
  U64 Memory; ///< the container's first word: where its elements are
  U64 Size;   ///< before the operation; of copies, of what is copied
  U64 Moved;  ///< of places: the elements from there on, ~0: not known
  U64 Key;    ///< of a string: its hash
  U32 KeyBytes;
  U32 Window;
  uint16_t Weight;         ///< 0: an event, but not one for the books
  unsigned char KeyCommon; ///< at most KeptKeyBytes
  bool IsLast;             ///< of its window
  bool IsKeyed;
  bool IsRepeat; ///< the key is that of the operation before
};
static_assert(sizeof(Observation) <= sizeof(OperationSlot));

inline Observation &observationIn(OperationSlot *Slot) {
  return *reinterpret_cast<Observation *>(Slot);
}

/// Notes what can only be known before the operation; for the other fields the
/// caller cares.
void lookBefore(OperationWindow &W, OperationRecord &Operation, Observation &O,
                const void *Container, const void *Argument);

/// Looks at what has become of it, and enters it into the books.
EventRecord enter(OperationRecord &Operation, const Observation &O,
                  U64 Duration, U64 Result, ThreadState &T);

/// Sets the figures to 0.
void clearOperation(OperationRecord &Operation);
/// Squares of sizes are no longer added up beyond this: they would wrap.
inline constexpr U64 MostSquares = U64(1) << 61;

/// Whether A is below B, of the kind of integers that Key says.
inline bool isSmallerKey(U32 Key, I64 A, I64 B) {
  return keyKind(Key) == HONE_KEY_SIGNED ? A < B : U64(A) < U64(B);
}
/// Turns a copy of a record in memory into what is in the file, but for the
/// time.
void finishKeys(OperationRecord &Copy);

} // namespace hone::rt

#endif // HONE_RUNTIME_OBSERVATION_H
