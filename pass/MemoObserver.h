//===- MemoObserver.h - plants observers of arguments ----------*- C++ -*-===//
//
// Owns: what is put into a function whose results might be cached, so that the
// runtime learns how often it is called with the same arguments:
//
//   entry   H = 0
//           if (record is not switched off) {
//             H = __hone_memo_begin(record)
//             if (H) { __hone_memo_scalar(H, n); ...; __hone_memo_call(H); }
//           }
//   return  if (H) { __hone_memo_scalar(H, result); __hone_memo_end(H); }
//
// Decides nothing: MemoCandidate says which functions.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_MEMOOBSERVER_H
#define HONE_PASS_MEMOOBSERVER_H

#include "PlantContext.h"
#include "llvm/IR/Function.h"

namespace hone {

void plantMemoObserver(llvm::Function &F, PlantContext &C);

} // namespace hone

#endif // HONE_PASS_MEMOOBSERVER_H
