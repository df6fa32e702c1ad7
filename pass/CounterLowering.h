//===- CounterLowering.h - placeholders become increments ------*- C++ -*-===//
//
// Owns: how counting costs little. Over a loop without calls a counter is kept in
// a register and added to memory at the loop's exits:
//
//   loop:                                     loop:
//     call @__hone_count(@c, 1)                 %n = phi [0, %entry], [%n1, %loop]
//     ...                             ->        %n1 = add %n, 1
//   exit:                                     exit:
//                                               call @__hone_count(@c, %n1)
//
// which the next outer loop may keep in a register in turn. What is left becomes
// load, add and store.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_COUNTERLOWERING_H
#define HONE_PASS_COUNTERLOWERING_H

#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"

namespace hone {

/// The placeholder that I is, or null.
llvm::CallInst *asPlaceholder(llvm::Instruction &I);

/// Whether I may keep control for long, or waits for something outside the loop:
/// counts up to then must be in memory.
bool mayHoldControl(llvm::Instruction &I);

/// To be called before the first function is lowered: takes back what the
/// optimizer has inferred about memory from placeholders. A function marked
/// memory(inaccessiblemem) would be taken not to touch its counters, and a counter
/// read before a recursive call would be used after it.
void revealCounters(llvm::Module &M);

/// Keeps counters in registers over the loops of F, which must be in simplified
/// form to be considered. Returns whether anything changed.
bool promoteCounters(llvm::Function &F, llvm::LoopInfo &Loops,
                     llvm::DominatorTree &Dominators);

/// Turns F's placeholders into increments. Returns whether there were any.
bool lowerCounters(llvm::Function &F);

} // namespace hone

#endif // HONE_PASS_COUNTERLOWERING_H
