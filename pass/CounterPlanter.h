//===- CounterPlanter.h - counters on the edges of a flow graph -*- C++ -*-===//
//
// Owns: where a counted edge's counter stands, and how it becomes instructions.
//
//   early, on unoptimized IR:   call void @__hone_count(ptr getelementptr(@counters, i))
//   late, before vectorizing:   %c = load i64, ptr ...; add; store
//
// The placeholder touches nothing that the program can see, so the optimizer
// moves the program's code freely around it, but never drops, doubles or merges
// it in a way that changes how often it runs.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_COUNTERPLANTER_H
#define HONE_PASS_COUNTERPLANTER_H

#include "FlowGraph.h"
#include "llvm/IR/GlobalVariable.h"

namespace hone {

/// Plants a placeholder on every counted edge of F.
void plantCounters(llvm::Function &F, const FlowGraph &Graph,
                   llvm::GlobalVariable &Counters);

/// Turns F's placeholders into increments. Returns whether there were any.
bool lowerCounters(llvm::Function &F);

} // namespace hone

#endif // HONE_PASS_COUNTERPLANTER_H
