//===- CString.h - parameters that are C strings ---------------*- C++ -*-===//
//
// Owns: the question whether a function reads a pointer parameter up to a
// terminating zero each time it is called, so that an observer may do so too. A
// `const char *` alone may as well be a buffer with a length, or null.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_CSTRING_H
#define HONE_PASS_CSTRING_H

#include "llvm/IR/Function.h"
#include "llvm/IR/Instructions.h"

namespace hone {

/// Storage: the variable of F that holds the parameter.
bool isReadAsCString(llvm::Function &F, llvm::AllocaInst &Storage);

} // namespace hone

#endif // HONE_PASS_CSTRING_H
