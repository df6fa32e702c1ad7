//===- MergeStacks.h - adding the sampled stacks of two profiles -*- C++ -*-==//
//
// Owns: STACKS, SAMPLES, OBJECTS and THREADS of the sum, and what the tool has
// resolved of the old ones. Which functions and modules are the same, Merge.cpp
// knows.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_MERGESTACKS_H
#define HONE_RUNTIME_MERGESTACKS_H

#include "FileWriter.h"
#include "ProfileParts.h"

namespace hone::rt {

/// New numbers by old ones: U32[].
inline U32 numberIn(const Buffer &Numbers, U32 Index) {
  return Index < Numbers.size() / sizeof(U32)
             ? reinterpret_cast<const U32 *>(Numbers.data())[Index]
             : 0;
}
inline void appendTo(Buffer &Numbers, U32 Number) {
  Numbers.append(&Number, sizeof(Number));
}

/// Writes the chunks of the sum. Functions: the ids of New's functions in the
/// sum; Modules: the numbers of its modules, both from 1 on.
void writeStackSums(FileWriter &Out, const ProfileParts &Old,
                    const ProfileParts &New, const Buffer &Functions,
                    const Buffer &Modules);

} // namespace hone::rt

#endif // HONE_RUNTIME_MERGESTACKS_H
