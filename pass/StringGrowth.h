//===- StringGrowth.h - strings that are made anew to grow -----*- C++ -*-===//
//
// Owns: recognizing `Text = Text + More`: an operator+ whose result becomes the
// string again that was one of its operands. Changes nothing.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_STRINGGROWTH_H
#define HONE_PASS_STRINGGROWTH_H

#include "ContainerCalls.h"

namespace hone {

/// How to observe the call: HONE_OP_Concat on the operand that grows. Null: it
/// is no operator+ of strings, or its result goes elsewhere.
const LibraryCall *asConcatenation(const llvm::CallBase &Call);

/// Whether two addresses are the same at one moment, by the way they are made:
/// a member of what the same variable points to, an element of the same index.
bool isSameAddress(const llvm::Value *A, const llvm::Value *B,
                   unsigned Depth = 8);

} // namespace hone

#endif // HONE_PASS_STRINGGROWTH_H
