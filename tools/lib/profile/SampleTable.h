//===- SampleTable.h - samples across profiles -----------------*- C++ -*-===//
//
// Owns: joining the call trees, samples and threads of several profiles. Knows
// nothing of what samples weigh, or of lines and functions but their names.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_SAMPLETABLE_H
#define HONE_PROFILE_SAMPLETABLE_H

#include "Model.h"
#include "NameTables.h"
#include "ProfileFile.h"
#include <map>

namespace hone {

class SampleTable {
public:
  /// Adds File's threads: before its samples.
  void addThreads(const ProfileFile &File);
  /// Adds the nodes of Tree. Returns the one at which each of its stacks ends,
  /// NoId for hone's own code.
  std::vector<uint32_t> addTree(const CallTree &Tree, const FileTable &Files,
                                const FunctionTable &Functions);
  /// Adds File's samples. Ends: by stack, as addTree returned them; ById:
  /// File's functions.
  void addSamples(const ProfileFile &File, const std::vector<uint32_t> &Ends,
                  const std::map<U32, FunctionId> &ById);

  std::vector<CallNode> Nodes;
  std::vector<Sample> Samples;
  std::vector<Thread> Threads;

private:
  uint32_t node(const CallNode &Node);

  std::map<
      std::tuple<uint32_t, FunctionId, FileId, uint32_t, bool, std::string>,
      uint32_t>
      ByContents;
  size_t FirstThread = 0; ///< of the profile at hand
};

} // namespace hone

#endif // HONE_PROFILE_SAMPLETABLE_H
