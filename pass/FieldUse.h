//===- FieldUse.h - what a function does with members of structs -*- C++
//-*-===//
//
// Owns: the list of a function's uses of members of the user's structs: loads,
// stores, addresses, whole copies, and objects that are asked for from the
// allocator. Changes nothing: with the counts of the nodes that they are in,
// uses are counted for nothing.
//
// Objects that are local variables are left out: they live in registers, or in
// a cache line that is always at hand.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_FIELDUSE_H
#define HONE_PASS_FIELDUSE_H

#include "StructTypes.h"
#include "llvm/IR/Instructions.h"

namespace hone {

struct FieldUse {
  const UserStruct *Struct;
  const llvm::Instruction *At;
  U32 What; ///< StructUse, or a member's
  bool IsStore;
};

std::vector<FieldUse> findFieldUse(llvm::Function &F, const StructTypes &Types);

} // namespace hone

#endif // HONE_PASS_FIELDUSE_H
