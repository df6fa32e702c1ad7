//===- Pool.h - one profile for all processes of a program -----*- C++ -*-===//
//
// Owns: the file that several processes add to, and its lock. Knows nothing of
// what is in profiles.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_POOL_H
#define HONE_RUNTIME_POOL_H

#include "Memory.h"

namespace hone::rt {

/// Puts the finished profile Own at Path, added to the one that is there. What
/// is there and cannot be added to is left as it is: then Own goes to Path with
/// the process id appended, with a complaint. False: neither could be written.
bool addToPool(const char *Path, const Buffer &Own);

} // namespace hone::rt

#endif // HONE_RUNTIME_POOL_H
