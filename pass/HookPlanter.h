//===- HookPlanter.h - entry and exit hooks, call sites --------*- C++ -*-===//
//
// Owns: the timing of functions that still have a frame of their own after
// optimization. Runs last, so that inlined functions cost nothing.
//
//   define i32 @f(...) {
//     store i64 0, ptr %slot
//     if (__hone_f.f.Gate != __hone_counting)       ; hardly ever: closed, or open?
//       call void @__hone_enter(ptr @__hone_f.f, ptr %slot)
//     store ptr @site, ptr @__hone_site             ; thread-local: which call this is
//     call void @g()
//     ...
//   pad:
//     landingpad ...
//     call void @__hone_unwind(ptr %slot)           ; closes what the exception left open
//     ...
//     if (load %slot)                               ; this activation is timed
//       call void @__hone_exit(ptr %slot)
//     ret i32 %r
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_HOOKPLANTER_H
#define HONE_PASS_HOOKPLANTER_H

#include "PlantedData.h"
#include "llvm/ADT/DenseSet.h"

namespace hone {

/// Record of F, or null if F is not instrumented.
llvm::GlobalVariable *functionRecord(const llvm::Function &F);

/// Plants hooks and call sites in every function of the module that has a record
/// and is worth timing. UserFunctions: name hashes of the functions that were instrumented,
/// those that are inlined by now included.
void plantHooks(PlantedData &Data, const llvm::DenseSet<U64> &UserFunctions);

} // namespace hone

#endif // HONE_PASS_HOOKPLANTER_H
