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
};

/// Calls Visit(DebugDeclare) for every variable that F declares with a storage
/// address: by debug records from LLVM 19 on, by intrinsics before. Where clang
/// tracks assignments (with optimization, from LLVM 17 on), each assignment says
/// where the variable is.
template <typename Callback>
void forEachDebugDeclare(llvm::Function &F, Callback Visit) {
  auto VisitStorage = [&](llvm::Value *Storage, llvm::DILocalVariable *Of) {
    if (Storage)
      Visit(DebugDeclare{Storage, Of});
  };
  for (llvm::BasicBlock &Block : F)
    for (llvm::Instruction &I : Block) {
#if LLVM_VERSION_MAJOR >= 19
      for (llvm::DbgVariableRecord &Record :
           llvm::filterDbgVars(I.getDbgRecordRange()))
        if (Record.isDbgAssign())
          VisitStorage(Record.getAddress(), Record.getVariable());
        else if (Record.isDbgDeclare())
          VisitStorage(Record.getVariableLocationOp(0), Record.getVariable());
#endif
      if (auto *Assign = llvm::dyn_cast<llvm::DbgAssignIntrinsic>(&I))
        VisitStorage(Assign->getAddress(), Assign->getVariable());
      else if (auto *Declare = llvm::dyn_cast<llvm::DbgDeclareInst>(&I))
        VisitStorage(Declare->getAddress(), Declare->getVariable());
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
