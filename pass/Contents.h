//===- Contents.h - what memory can contain --------------------*- C++ -*-===//
//
// Owns: the few facts about types and variables that keep Effects from seeing
// pointers where there can be none.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_CONTENTS_H
#define HONE_PASS_CONTENTS_H

#include "llvm/IR/Function.h"
#include "llvm/IR/GlobalVariable.h"

namespace hone {

/// Whether a value of that type may contain a pointer.
bool mayHoldPointer(const llvm::Type *T);

/// Whether all that F's parameters point to is scalars (or empty, an
/// allocator): what it copies holds no pointers. Copying a vector of numbers
/// ends in such a function.
bool handlesOnlyScalars(const llvm::Function &F);

/// Whether F is a member of a std::vector of a builtin type: these copy values,
/// never pointers, from their arguments.
bool copiesOnlyValues(const llvm::Function &F);

/// Whether a variable keeps its first value: constants, and variables of this
/// translation unit that are only ever read.
bool isNeverWritten(const llvm::GlobalVariable &Global);

} // namespace hone

#endif // HONE_PASS_CONTENTS_H
