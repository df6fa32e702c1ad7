//===- MemoObserver.h - plants observers of arguments ----------*- C++ -*-===//
//
// Owns: what is put into a function whose results might be cached, so that the
// runtime learns how often it is called with the same arguments:
//
//   entry   H = 0
//           if (record is not switched off) {
//             H = __hone_memo_begin(record)
//             if (H) {
//               __hone_memo_scalar(H, n); ...
//               H = __hone_memo_call(H)
//               if (!H) return __hone_memo_take()    (hone try: the result is known)
//             }
//           }
//   return  if (H) { __hone_memo_scalar(H, result); __hone_memo_end(H); }
//
// What is done with the result keeps the optimizer from turning a recursive call
// into a loop, so recursive functions are observed in a copy:
//
//   entry   if (record is not switched off) {
//             H = __hone_memo_begin(record)
//             if (H) return copy(n, H)
//           }
//   copy    __hone_memo_scalar(H, n); ...; H = __hone_memo_call(H);
//           if (!H) return __hone_memo_take()
//           the body, and what is done at returns, without asking for H
//
// Decides nothing: MemoCandidate says which functions.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_MEMOOBSERVER_H
#define HONE_PASS_MEMOOBSERVER_H

#include "MemoCandidate.h"
#include "PlantContext.h"

namespace hone {

/// The record of F that Info and Flags (HONE_MEMO_*) describe.
llvm::GlobalVariable *plantMemoRecord(llvm::Function &F, PlantContext &C,
                                      llvm::StringRef Info, U32 Flags);

/// Observes calls of F in F itself.
void plantMemoObserver(llvm::Function &F, PlantContext &C,
                       const MemoCandidate &Candidate);
/// Observes them in a copy, which counts as F does: after the counters.
void plantMemoCopy(llvm::Function &F, PlantContext &C,
                   const MemoCandidate &Candidate);

} // namespace hone

#endif // HONE_PASS_MEMOOBSERVER_H
