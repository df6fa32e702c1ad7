//===- ContainerUse.h - what a function does with containers ---*- C++ -*-===//
//
// Owns: the list of a function's operations on containers, with the variables
// that they are on, and where containers are handed on to. Changes nothing.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_CONTAINERUSE_H
#define HONE_PASS_CONTAINERUSE_H

#include "ContainerCalls.h"
#include "ContainerVariables.h"
#include "llvm/IR/Function.h"
#include <vector>

namespace hone {

struct ContainerOperation {
  llvm::Instruction *At;
  OperationKind Kind;
  U32 Flags = 0;     ///< OperationFlags
  unsigned Variable; ///< index in Variables
  /// How to observe At, a call; null: it is counted only.
  const LibraryCall *Observed = nullptr;
};

/// A container that is given by reference as an argument, or returned so.
struct ContainerBinding {
  const llvm::Instruction *At;
  unsigned Variable;
  unsigned Argument; ///< 0: returned; else the number of the argument plus 1
  U64 Callee;        ///< calleeHash; 0 if returned
};

struct ContainerUse {
  std::vector<ContainerVariable> Variables;
  std::vector<ContainerOperation> Operations;
  std::vector<ContainerBinding> Bindings;
};

ContainerUse findContainerUse(llvm::Function &F, ContainerCalls &Calls);

} // namespace hone

#endif // HONE_PASS_CONTAINERUSE_H
