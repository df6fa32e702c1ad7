//===- ReportJson.h - the function and line report for programs *- C++ -*-===//
//
// Owns: the contract of `hone report --json` and `hone lines --json`: members
// may be added, never renamed or removed. Counts are exact integers; a figure
// that was not collected is null.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RENDER_REPORTJSON_H
#define HONE_RENDER_REPORTJSON_H

#include "FunctionSelection.h"
#include "llvm/Support/JSON.h"

namespace hone {

/// {"type":"hone.report","version":1,"run":..,"functions":[..],"edges":[..],
/// "lines":[..]}; functions in the order of List.
void printReportJson(const Model &M, const Selected &List,
                     llvm::raw_ostream &OS);

/// {"type":"hone.lines","version":1,"run":..,"lines":[..]}.
void printLinesJson(const Model &M, const std::vector<Line> &Lines,
                    llvm::raw_ostream &OS);

} // namespace hone

#endif // HONE_RENDER_REPORTJSON_H
