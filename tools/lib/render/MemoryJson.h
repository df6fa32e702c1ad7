//===- MemoryJson.h - memory for programs ----------------------*- C++ -*-===//
//
// Owns: the contract of `hone memory --json`, and the members that tell memory
// in every JSON report: some may be added, none renamed or removed. A figure
// that was not collected is null.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RENDER_MEMORYJSON_H
#define HONE_RENDER_MEMORYJSON_H

#include "MemoryReport.h"
#include "llvm/Support/JSON.h"

namespace hone {

/// Members of an open object: "allocations", "allocated_bytes", ...
void writeMemoryUse(const std::optional<MemoryUse> &Use,
                    llvm::json::OStream &J);

/// {"type":"hone.memory","version":1,"run":..,"memory":..,"lines":[..],
/// "functions":[..],"contexts":[..]}; Lines in that order.
void printMemoryJson(const Model &M, const std::vector<Line> &Lines,
                     llvm::raw_ostream &OS);

} // namespace hone

#endif // HONE_RENDER_MEMORYJSON_H
