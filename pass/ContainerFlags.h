//===- ContainerFlags.h - what becomes of an operation's result -*- C++ -*-===//
//
// Owns: OperationFlags of an operation, from what is done with its result and
// where its key comes from in the same function. Changes nothing.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_CONTAINERFLAGS_H
#define HONE_PASS_CONTAINERFLAGS_H

#include "ContainerCalls.h"
#include "ContainerVariables.h"

namespace hone {

/// What becomes of the iterator, reference or pointer that an operation
/// returns.
struct ResultUse {
  /// It, or the address of what it leads to, is stored where it outlives the
  /// function, or returned.
  bool IsKept = false;
  /// It is an iterator that a function of the user's is given.
  bool IsPassed = false;
};
ResultUse resultUse(const llvm::CallBase &Call, const LibraryCall &Library,
                    ContainerCalls &Calls);

/// Whether the operation returns where an element is.
bool returnsPlace(const LibraryCall &Library);

/// Whether the key is a std::string without a name that was made of characters.
bool isKeyTemporary(const llvm::CallBase &Call, const LibraryCall &Library,
                    const ContainerVariables &Variables, ContainerCalls &Calls);

} // namespace hone

#endif // HONE_PASS_CONTAINERFLAGS_H
