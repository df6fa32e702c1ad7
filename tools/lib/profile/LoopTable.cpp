//===- LoopTable.cpp - loops and how often they turn ----------------------===//

#include "LoopTable.h"

#include "llvm/ADT/BitVector.h"

#include <algorithm>

using namespace hone;
using namespace llvm;

namespace {

/// The flow graph by nodes, without what leaves the function.
struct Graph {
  explicit Graph(const FunctionInfo &Info)
      : Out(Info.NumNodes), In(Info.NumNodes) {
    for (size_t I = 0; I != Info.Edges.size(); ++I) {
      const FlowEdge &E = Info.Edges[I];
      if (E.Source == FunctionInfo::Exit || E.Target == FunctionInfo::Exit)
        continue;
      Out[E.Source].push_back(I);
      In[E.Target].push_back(E.Source);
    }
  }

  std::vector<std::vector<size_t>> Out; ///< edges
  std::vector<std::vector<U32>> In;     ///< nodes
};

} // namespace

/// The edges that lead to a node from which they were reached, by a walk in
/// depth first.
static std::vector<size_t> backEdges(const Graph &G, const FunctionInfo &Info) {
  std::vector<size_t> Found;
  BitVector Seen(Info.NumNodes), OnPath(Info.NumNodes);
  std::vector<std::pair<U32, size_t>> Path; // node, edges of it that were taken
  auto Enter = [&](U32 Node) {
    Seen.set(Node);
    OnPath.set(Node);
    Path.push_back({Node, 0});
  };
  Enter(FunctionInfo::Entry);
  while (!Path.empty()) {
    auto &[Node, Taken] = Path.back();
    if (Taken == G.Out[Node].size()) {
      OnPath.reset(Node);
      Path.pop_back();
      continue;
    }
    size_t Edge = G.Out[Node][Taken++];
    U32 Target = Info.Edges[Edge].Target;
    if (OnPath[Target])
      Found.push_back(Edge);
    else if (!Seen[Target])
      Enter(Target);
  }
  return Found;
}

/// Adds to Body the nodes from which Tail is reached without passing Header.
static void addBody(const Graph &G, U32 Header, U32 Tail, BitVector &Body) {
  Body.set(Header);
  std::vector<U32> Open = {Tail};
  while (!Open.empty()) {
    U32 Node = Open.back();
    Open.pop_back();
    if (Body[Node])
      continue;
    Body.set(Node);
    Open.insert(Open.end(), G.In[Node].begin(), G.In[Node].end());
  }
}

/// The first line of the body's first file, and the last one.
static bool setPlace(const FunctionCopy &Copy, U32 Header,
                     const BitVector &Body, Loop &L) {
  const CodeLine *First = nullptr;
  auto Look = [&](U32 Node) {
    for (const CodeLine &At : Copy.Info.Lines[Node])
      if (At.Line &&
          (!First || (At.File == First->File && At.Line < First->Line)))
        First = &At;
  };
  Look(Header);
  if (!First) // the header of for (;;) has no code
    for (unsigned Node : Body.set_bits())
      Look(Node);
  if (!First)
    return false;
  L.File = Copy.Files[First->File];
  L.Line = L.LastLine = First->Line;
  for (unsigned Node : Body.set_bits())
    for (const CodeLine &At : Copy.Info.Lines[Node])
      if (At.File == First->File)
        L.LastLine = std::max(L.LastLine, At.Line);
  return true;
}

void LoopTable::addCopy(const FunctionCopy &Copy) {
  const FunctionInfo &Info = Copy.Info;
  if (Info.NumNodes <= FunctionInfo::Entry)
    return;
  Graph G(Info);
  struct Natural {
    BitVector Body;
    uint64_t Turns = 0;
  };
  std::map<U32, Natural> ByHeader;
  for (size_t Edge : backEdges(G, Info)) {
    const FlowEdge &E = Info.Edges[Edge];
    Natural &N = ByHeader[E.Target];
    N.Body.resize(Info.NumNodes);
    N.Turns += std::max<I64>(Copy.EdgeCounts[Edge], 0);
    addBody(G, E.Target, E.Source, N.Body);
  }
  for (const auto &[Header, N] : ByHeader) {
    Loop L;
    L.Function = Copy.Function;
    if (!setPlace(Copy, Header, N.Body, L))
      continue;
    auto [It, IsNew] = ByPlace.try_emplace({L.Function, L.File, L.Line}, L);
    Loop &Sum = It->second;
    Sum.LastLine = std::max(Sum.LastLine, L.LastLine);
    uint64_t Passes = Copy.NodeCounts[Header];
    Sum.Turns += N.Turns;
    Sum.Entries += Passes - std::min(Passes, N.Turns);
  }
}

std::vector<Loop> LoopTable::loops() const {
  std::vector<Loop> All;
  for (const auto &Entry : ByPlace)
    All.push_back(Entry.second);
  return All;
}
