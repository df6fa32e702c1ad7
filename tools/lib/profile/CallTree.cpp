//===- CallTree.cpp -------------------------------------------------------===//
//
// Owns: keeping nodes and names apart. Must not know what they stand for.
//
//===----------------------------------------------------------------------===//

#include "CallTree.h"

using namespace hone;
using namespace llvm;

static auto contents(const NodeRecord &N) {
  return std::tuple(N.Parent, N.Function, N.File, N.Line, N.Name);
}

/// Takes in what was read from a file.
void CallTree::index() {
  for (; IndexedNodes != Nodes.size(); ++IndexedNodes)
    ByContents.try_emplace(contents(Nodes[IndexedNodes]),
                           static_cast<U32>(IndexedNodes + 1));
  for (; IndexedNames != Names.size(); ++IndexedNames)
    ByName.try_emplace(Names[IndexedNames], static_cast<U32>(IndexedNames + 1));
}

U32 CallTree::node(const NodeRecord &Node) {
  index();
  auto [It, IsNew] = ByContents.try_emplace(contents(Node),
                                            static_cast<U32>(Nodes.size() + 1));
  if (IsNew) {
    Nodes.push_back(Node);
    IndexedNodes = Nodes.size();
  }
  return It->second;
}

U32 CallTree::name(StringRef Name) {
  if (Name.empty())
    return 0;
  index();
  auto [It, IsNew] =
      ByName.try_emplace(Name, static_cast<U32>(Names.size() + 1));
  if (IsNew) {
    Names.push_back(Name.str());
    IndexedNames = Names.size();
  }
  return It->second;
}
