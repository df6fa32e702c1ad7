//===- ScanObserver.h - plants observers of linear searches ----*- C++ -*-===//
//
// Owns: what is put around a search so that the runtime learns how many
// elements it looked at. For a loop (S: start, N: elements so far, both
// variables):
//
//   entering edge   S = __hone_scan_begin(record, base); N = 0
//   before compare  N = N + 1
//   leaving edge    __hone_scan_end(record, S, N, exhausted)
//
// Decides nothing: ScanLoop and ScanCall say what is a search.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_SCANOBSERVER_H
#define HONE_PASS_SCANOBSERVER_H

#include "PlantContext.h"
#include "llvm/IR/Function.h"

namespace hone {

void plantScanObservers(llvm::Function &F, PlantContext &C);

} // namespace hone

#endif // HONE_PASS_SCANOBSERVER_H
