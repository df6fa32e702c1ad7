//===- WaitPlanter.h - observers of calls that can block -------*- C++ -*-===//
//
// Owns: what is planted around calls that can block, so that the runtime sees how
// long the thread was off the processor in them (runtime/Wait.cpp says how).
// Runs after the hooks, whose tail calls it would hide.
//
//     %word = load ptr, ptr @__hone_wait_before   ; thread-local
//     %mark = load volatile i64, ptr %word
//     br (%mark == 0), %look, %call               ; seldom
//   look:
//     %start = call i64 @__hone_wait_begin(ptr @__hone_w.0)
//   call:
//     %from = phi i64 [ 0, ... ], [ %start, %look ]
//     %n = call i64 @read(...)
//     ; the same again, with @__hone_wait_after:
//     br (%mark == 0 or %from != 0), %charge, %on
//   charge:
//     call void @__hone_wait_end(ptr @__hone_w.0, i64 %from)
//   on:
//
// A call that is left by a longjmp, a cancellation or, where the landing pad is
// not its own, an exception is never ended, which does no harm.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_WAITPLANTER_H
#define HONE_PASS_WAITPLANTER_H

#include "PlantedData.h"
#include "llvm/ADT/DenseSet.h"

namespace hone {

/// Plants observers around the calls in user functions, inlined ones included,
/// that can block. UserFunctions: see plantHooks.
void plantWaits(PlantedData &Data, const llvm::DenseSet<U64> &UserFunctions);

} // namespace hone

#endif // HONE_PASS_WAITPLANTER_H
