//===- RepeatedWork.h - what is done again with a place --------*- C++ -*-===//
//
// Owns: how much of the calls that lead to a repeated place does nothing but
// repeat: from the place up to the line that causes it, through functions that
// run each of their lines the same number of times in each call. Exact counts
// make that visible. Knows no rule.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_REPEATEDWORK_H
#define HONE_DETECT_REPEATEDWORK_H

#include "lib/profile/Model.h"

namespace hone {

struct RepeatedWork {
  /// The outermost function that does the same in each call; NoId: none, the
  /// place is repeated by a loop around it.
  FunctionId Top = NoId;
  std::vector<FunctionId> Path; ///< from the place's function to Top
  uint64_t Times = 0;           ///< executions of the place
  double Ns = 0;                ///< CPU time in Top and below, or of the place
  double LeastNs = 0;           ///< in the place's function and below
  /// The line that calls Top.
  FileId File = NoId;
  uint32_t Line = 0;
  FunctionId Caller = NoId;
};

/// Of a line in Function that was executed Times times.
RepeatedWork repeatedWork(const Model &M, FunctionId Function, FileId File,
                          uint32_t Line, uint64_t Times);

} // namespace hone

#endif // HONE_DETECT_REPEATEDWORK_H
