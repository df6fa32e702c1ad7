//===- CallTree.h - sampled stacks with lines ------------------*- C++ -*-===//
//
// Owns: the call tree of a profile, as its file holds it (NODES, NAMES,
// PLACES): every node is a line of a function of the user's, reached by one way
// of calls, or code outside that such a line called. Inlined functions are
// nodes as others are. Knows neither how frames are resolved nor what samples
// weigh.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_CALLTREE_H
#define HONE_PROFILE_CALLTREE_H

#include "hone/Abi.h"
#include "llvm/ADT/StringMap.h"
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace hone {

class CallTree {
public:
  std::vector<NodeRecord> Nodes; ///< callers before those they call
  std::vector<std::string> Names;
  /// By index in STACKS; may be fewer than there are. 0: hone's own code.
  std::vector<U32> Places;

  /// The place of that node (Reserved is 0), added if there is none yet: its
  /// index plus 1.
  U32 node(const NodeRecord &Node);
  /// The same of a name; 0 for an empty one.
  U32 name(llvm::StringRef Name);
  /// True if the node at Place, which is not 0, is code outside.
  bool isOutside(U32 Place) const { return !Nodes[Place - 1].Function; }

private:
  void index();

  std::map<std::tuple<U32, U64, U64, U32, U32>, U32> ByContents;
  llvm::StringMap<U32> ByName;
  size_t IndexedNodes = 0, IndexedNames = 0;
};

} // namespace hone

#endif // HONE_PROFILE_CALLTREE_H
