//===- Memo.h - observing memoization candidates ---------------*- C++ -*-===//
//
// Owns: what the rest of the runtime asks of the argument observers.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_MEMO_H
#define HONE_RUNTIME_MEMO_H

#include "Platform.h"

namespace hone::rt {

struct ThreadState;

/// HONE_MEMO_STATE_* for the file.
U64 memoState(const MemoRecord &Memo);
/// Sets the figures to 0 and forgets the arguments, in the child of a fork.
void clearMemo(MemoRecord &Memo);
/// The same while the program runs; does nothing when it cannot be done now.
void resetMemo(MemoRecord &Memo);
/// As clearMemo, for a record in an image, whose State is no address.
void clearMemoFigures(MemoRecord &Memo);
/// Takes back what the record refers to, before its module goes.
void releaseMemo(MemoRecord &Memo);
/// Forgets the observed calls that are open on a thread.
void dropMemoCalls(ThreadState &T);

} // namespace hone::rt

#endif // HONE_RUNTIME_MEMO_H
