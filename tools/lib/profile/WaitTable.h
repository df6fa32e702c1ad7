//===- WaitTable.h - where threads waited, summed --------------*- C++ -*-===//
//
// Owns: summing WaitRecords by line, by function and by frame over modules and
// profiles. Knows nothing of other times.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_WAITTABLE_H
#define HONE_PROFILE_WAITTABLE_H

#include "Model.h"
#include "ProfileFile.h"

namespace hone {

class WaitTable {
public:
  /// Function: that contains the call in the source; Frame: in whose frame it is
  /// made, the same unless Function was inlined. Either may be NoId.
  void add(FunctionId Function, FunctionId Frame, FileId File,
           const WaitRecord &Record, llvm::StringRef What);

  /// How long threads waited in calls that stand in the function's source.
  uint64_t waitNs(FunctionId Function) const { return sum(ByFunction, Function); }
  /// How long they waited in calls from its frame: that much of the self time that
  /// its hooks measured.
  uint64_t frameWaitNs(FunctionId Frame) const { return sum(ByFrame, Frame); }

  /// Notes that waits were looked for: what was not found was not there.
  void noteCollected() { IsCollected = true; }
  bool isCollected() const { return IsCollected; }

  /// Adds all to the lines, sorted by file and line. What has no line with code
  /// goes to the next one that has, at a file's end to the last.
  void addTo(std::vector<Line> &Lines) const;

private:
  using Sums = std::map<FunctionId, uint64_t>;
  static uint64_t sum(const Sums &In, FunctionId Id) {
    auto It = In.find(Id);
    return It == In.end() ? 0 : It->second;
  }

  std::map<std::pair<FileId, uint32_t>, std::map<std::string, Wait>> ByLine;
  Sums ByFunction, ByFrame;
  bool IsCollected = false;
};

} // namespace hone

#endif // HONE_PROFILE_WAITTABLE_H
