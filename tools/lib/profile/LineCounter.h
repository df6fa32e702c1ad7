//===- LineCounter.h - from node counts to line counts ---------*- C++ -*-===//
//
// Owns: the definition of a line's hits. Knows nothing of files beyond their
// numbers, nothing of times.
//
// A line that carries code (some node of some function lists it) is executed:
//   - where clang's coverage map covers the line: as often as llvm-cov says,
//     computed by LLVM's own coverage library, so that instantiations and
//     macros are treated exactly as llvm-cov treats them. llvm-cov assumes that
//     every call returns; in functions that some activation left otherwise
//     (exception, exit, longjmp) the executions that did not happen are
//     subtracted: for each line R - B, if positive, where R is the count that
//     llvm-cov gives the line within that function alone and B the largest
//     count of its nodes there. A line whose code was executed, but for which
//     the map yields 0 or less, has the count of its code.
//   - elsewhere (implicit functions, code without a map): as often as the most
//     executed of the function's nodes that list the line, summed over copies
//     and instantiations of one source function, the largest of several
//     functions.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_LINECOUNTER_H
#define HONE_PROFILE_LINECOUNTER_H

#include "InfoReader.h"
#include "Model.h"
#include <utility>

namespace hone {

/// One compiled version of a function with the counts of all its copies.
struct FunctionCopy {
  FunctionId Function = NoId;
  FunctionInfo Info;
  std::vector<FileId> Files; ///< of Info.Files
  std::vector<uint64_t> NodeCounts;
  std::vector<int64_t> EdgeCounts;
};

struct LineCount {
  FileId File;
  uint32_t Line;
  uint64_t Hits;
  FunctionId Function; ///< that has code on the line, the first by name
};

struct LineCounts {
  std::vector<LineCount> Lines; ///< by file, line
  std::vector<std::string> Notes;
};

LineCounts countLines(const std::vector<FunctionCopy> &Copies);

/// Activations that left the function otherwise than by a return.
uint64_t abnormalExits(const FunctionCopy &Copy);

} // namespace hone

#endif // HONE_PROFILE_LINECOUNTER_H
