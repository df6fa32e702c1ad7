//===- Compat.h - what differs between LLVM 16 and 19 ----------*- C++ -*-===//
//
// Owns: every difference between the supported LLVM versions that the pass
// meets. No other file of pass/ tests LLVM_VERSION_MAJOR.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_COMPAT_H
#define HONE_PASS_COMPAT_H

#include "llvm/Config/llvm-config.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/ProfileData/InstrProf.h"
#if LLVM_VERSION_MAJOR >= 17
#include "llvm/TargetParser/Triple.h"
#else
#include "llvm/ADT/Triple.h"
#endif

#if LLVM_VERSION_MAJOR < 16 || LLVM_VERSION_MAJOR > 19
#error "hone's pass supports LLVM 16 to 19"
#endif

namespace hone::compat {

inline llvm::PointerType *pointerType(llvm::LLVMContext &Context) {
  return llvm::PointerType::get(Context, 0);
}

/// The declaration of a debug variable: its storage and what it is.
struct DebugDeclare {
  llvm::Value *Storage;
  llvm::DILocalVariable *Variable;
  bool IsIndirect; ///< Storage holds the variable's address, not the variable
};

/// Calls Visit(DebugDeclare) for every variable that F declares with a storage
/// address: by debug records from LLVM 19 on, by intrinsics before. Where clang
/// tracks assignments (with optimization, from LLVM 17 on), the assignment to the
/// whole alloca declares it; others are to parts.
template <typename Callback>
void forEachDebugDeclare(llvm::Function &F, Callback Visit) {
  auto VisitDeclared = [&](llvm::Value *Storage, llvm::DILocalVariable *Variable,
                           llvm::DIExpression *Where) {
    if (Storage)
      Visit(DebugDeclare{Storage, Variable, Where->getNumElements() != 0});
  };
  auto VisitAssigned = [&](llvm::Value *Storage, llvm::DILocalVariable *Variable,
                           llvm::DIExpression *Where) {
    if (llvm::isa_and_nonnull<llvm::AllocaInst>(Storage) &&
        !Where->getNumElements())
      Visit(DebugDeclare{Storage, Variable, /*IsIndirect=*/false});
  };
  for (llvm::BasicBlock &Block : F)
    for (llvm::Instruction &I : Block) {
#if LLVM_VERSION_MAJOR >= 19
      for (llvm::DbgVariableRecord &Record :
           llvm::filterDbgVars(I.getDbgRecordRange()))
        if (Record.isDbgAssign())
          VisitAssigned(Record.getAddress(), Record.getVariable(),
                        Record.getAddressExpression());
        else if (Record.isDbgDeclare())
          VisitDeclared(Record.getVariableLocationOp(0), Record.getVariable(),
                        Record.getExpression());
#endif
      if (auto *Assign = llvm::dyn_cast<llvm::DbgAssignIntrinsic>(&I))
        VisitAssigned(Assign->getAddress(), Assign->getVariable(),
                      Assign->getAddressExpression());
      else if (auto *Declare = llvm::dyn_cast<llvm::DbgDeclareInst>(&I))
        VisitDeclared(Declare->getAddress(), Declare->getVariable(),
                      Declare->getExpression());
    }
}

/// Takes from a copied instruction what belongs to its original's debug info:
/// deleting an instruction deletes all records that share its assignment number.
inline void dropDebugInfo(llvm::Instruction &I) {
  I.setDebugLoc(llvm::DebugLoc());
  I.setMetadata(llvm::LLVMContext::MD_DIAssignID, nullptr);
#if LLVM_VERSION_MAJOR >= 19
  I.dropDbgRecords();
#endif
}

/// The increment of a region counter that clang plants for coverage.
inline llvm::InstrProfIncrementInst *asIncrement(llvm::Instruction &I) {
  return llvm::dyn_cast<llvm::InstrProfIncrementInst>(&I);
}

} // namespace hone::compat

#endif // HONE_PASS_COMPAT_H
