//===- MergeStacks.h - adding the sampled stacks of two profiles -*- C++ -*-==//
//
// Owns: STACKS, SAMPLES, OBJECTS, THREADS, HEAP and TIMELINE of the sum, and what
// the tool has resolved of the old ones. Which functions and modules are the same, Merge.cpp
// knows.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_MERGESTACKS_H
#define HONE_RUNTIME_MERGESTACKS_H

#include "FileWriter.h"
#include "ProfileParts.h"

#include <initializer_list>

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

/// What the numbers of New's functions, sites and modules are in the sum, all from
/// 1 on.
struct NewNumbers {
  NewNumbers() = default;
  NewNumbers(const NewNumbers &) = delete;
  NewNumbers &operator=(const NewNumbers &) = delete;
  ~NewNumbers() {
    for (Buffer *B : {&Functions, &Sites, &Modules})
      B->release();
  }
  bool ok() const { return Functions.ok() && Sites.ok() && Modules.ok(); }

  U32 function(U32 Id) const { return numberIn(Functions, Id); }
  U32 site(U32 Site) const { return numberIn(Sites, Site); }

  Buffer Functions, Sites, Modules;
};

/// Of two processes' RUN, whether Run tells of more live bytes than Other: the sum
/// has the figures of that one's peak.
bool hasLargerHeap(const Part &Run, const Part &Other);

/// Writes the chunks of the sum.
void writeStackSums(FileWriter &Out, const ProfileParts &Old,
                    const ProfileParts &New, const NewNumbers &Numbers);

} // namespace hone::rt

#endif // HONE_RUNTIME_MERGESTACKS_H
