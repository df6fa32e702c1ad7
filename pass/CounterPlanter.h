//===- CounterPlanter.h - counters on the edges of a flow graph -*- C++ -*-===//
//
// Owns: where a counted edge's counter stands in unoptimized IR:
//
//   call void @__hone_count(ptr getelementptr(@counters, i), i64 1)
//
// The placeholder touches nothing that the program can see, so the optimizer
// moves the program's code freely around it, but never drops, doubles or merges
// it in a way that changes how often it runs. CounterLowering turns it into
// instructions.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_COUNTERPLANTER_H
#define HONE_PASS_COUNTERPLANTER_H

#include "FlowGraph.h"
#include "llvm/IR/GlobalVariable.h"

namespace hone {

inline constexpr llvm::StringLiteral CounterPlaceholder = "__hone_count";

/// Plants a placeholder on every counted edge of F.
void plantCounters(llvm::Function &F, const FlowGraph &Graph,
                   llvm::GlobalVariable &Counters);

} // namespace hone

#endif // HONE_PASS_COUNTERPLANTER_H
