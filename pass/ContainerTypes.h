//===- ContainerTypes.h - elements and keys in debug info ------*- C++ -*-===//
//
// Owns: what the runtime must know of a container's elements and keys to look
// into them, from the debug info of the functions that take them. Decides
// nothing.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_CONTAINERTYPES_H
#define HONE_PASS_CONTAINERTYPES_H

#include "hone/Abi.h"
#include "llvm/IR/DebugInfoMetadata.h"

namespace hone {

/// The class that a member function is of, or null.
const llvm::DICompositeType *classOf(const llvm::DISubprogram *Member);

/// Type of a function's parameter, the object not counted; null: unknown.
const llvm::DIType *parameterType(const llvm::DISubprogram *Function,
                                  unsigned Index);

/// Bytes of an element of a container of that class (ContainerClass); 0:
/// unknown.
U32 elementSize(const llvm::DICompositeType *Container, U32 Class);

/// keyWord() of a key that is given as a parameter of that type to an operation
/// of that container. Pairs are looked up by what they start with.
U32 keyOf(const llvm::DIType *Parameter,
          const llvm::DICompositeType *Container);

} // namespace hone

#endif // HONE_PASS_CONTAINERTYPES_H
