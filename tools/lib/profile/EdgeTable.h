//===- EdgeTable.h - who calls whom, from where ----------------*- C++ -*-===//
//
// Owns: joining what two sources say of a call edge. Static call sites have
// exact counts (that of the code around the call) but know direct calls only;
// timed edges have times and see calls through pointers, too.
//
// Where both know an edge (same caller, callee, file and line), its calls are
// the static count and its time the timed one. A timed edge without a call site
// is shared out among the static edges from its caller to its callee, in
// proportion to their calls; only where there are none does it stand for
// itself, at line 0.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_EDGETABLE_H
#define HONE_PROFILE_EDGETABLE_H

#include "Model.h"
#include <map>

namespace hone {

class EdgeTable {
public:
  void addStatic(FunctionId Caller, FunctionId Callee, FileId File,
                 uint32_t Line, uint64_t Calls);
  void addTimed(FunctionId Caller, FunctionId Callee, FileId File,
                uint32_t Line, uint64_t Calls, uint64_t TotalNs);
  /// Edges that were taken, by caller, callee, file and line.
  std::vector<Edge> edges() const;
  /// Exact calls from Function to itself at direct call sites.
  uint64_t selfCalls(FunctionId Function) const;

private:
  struct Key {
    FunctionId Caller, Callee;
    FileId File;
    uint32_t Line;
    bool operator<(const Key &Other) const;
  };
  struct Entry {
    std::optional<uint64_t> StaticCalls;
    uint64_t TimedCalls = 0;
    std::optional<uint64_t> TotalNs;
    uint64_t calls() const { return StaticCalls.value_or(TimedCalls); }
  };
  using Table = std::map<Key, Entry>;
  static void shareOut(Table &Entries);

  Table Entries;
};

} // namespace hone

#endif // HONE_PROFILE_EDGETABLE_H
