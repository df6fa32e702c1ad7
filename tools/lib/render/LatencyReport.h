//===- LatencyReport.h - how long single calls took ------------*- C++ -*-===//
//
// Owns: the table of the latencies of functions' calls. Knows nothing of
// profiles or options.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RENDER_LATENCYREPORT_H
#define HONE_RENDER_LATENCYREPORT_H

#include "FunctionSelection.h"
#include "llvm/Support/raw_ostream.h"

namespace hone {

/// The table: functions with timed calls, in List's order.
void printLatencies(const Model &M, const Selected &List, const Selection &How,
                    llvm::raw_ostream &OS);

} // namespace hone

#endif // HONE_RENDER_LATENCYREPORT_H
