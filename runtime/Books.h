//===- Books.h - the edges of all threads ----------------------*- C++ -*-===//
//
// Owns: adding up what threads have in their edge tables, what those that ended
// left, and what activations still open have cost so far. All of it under the
// runtime's lock. Knows nothing of files.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_BOOKS_H
#define HONE_RUNTIME_BOOKS_H

#include "Counting.h"
#include "EdgeTable.h"

namespace hone::rt {

struct ThreadState;

/// Takes in the edges of a thread that ends.
void foldEdges(const EdgeTable &From);
/// The process's edges, as they count at Now (ticks). Valid until the next call.
const EdgeTable &sumEdges(U64 Now);

void keepEdges(Keep How, U64 Now);
/// Forgets what was kept, and the longest and shortest activations.
void clearKeptEdges();
/// In the child of a fork: forgets all edges.
void restartBooksInChild();

} // namespace hone::rt

#endif // HONE_RUNTIME_BOOKS_H
