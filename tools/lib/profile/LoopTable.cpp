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

/// Finds the bodies of loops: one after another, so that a function of many
/// loops takes no more memory than its nodes do.
class BodyFinder {
public:
  explicit BodyFinder(const Graph &G) : G(G), SeenFor(G.In.size()) {}

  /// Header, and the nodes from which a tail is reached without passing it.
  std::vector<U32> find(U32 Header, ArrayRef<U32> Tails) {
    ++Round;
    std::vector<U32> Body;
    auto Add = [&](U32 Node) {
      if (SeenFor[Node] == Round)
        return;
      SeenFor[Node] = Round;
      Body.push_back(Node);
    };
    Add(Header);
    for (U32 Tail : Tails)
      Add(Tail);
    for (size_t I = 1; I < Body.size(); ++I)
      for (U32 Before : G.In[Body[I]])
        Add(Before);
    return Body;
  }

private:
  const Graph &G;
  std::vector<U32> SeenFor; ///< round in which the node was added last
  U32 Round = 0;
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

/// The first line of the body's first file, and the last one.
static bool setPlace(const FunctionCopy &Copy, U32 Header, ArrayRef<U32> Body,
                     Loop &L) {
  const CodeLine *First = nullptr;
  auto Look = [&](U32 Node) {
    for (const CodeLine &At : Copy.Info.Lines[Node])
      if (At.Line &&
          (!First || (At.File == First->File && At.Line < First->Line)))
        First = &At;
  };
  Look(Header);
  if (!First) // the header of for (;;) has no code
    for (U32 Node : Body)
      Look(Node);
  if (!First)
    return false;
  L.File = Copy.Files[First->File];
  L.Line = L.LastLine = First->Line;
  for (U32 Node : Body)
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
  struct Way {
    std::vector<U32> Tails;
    uint64_t Turns = 0;
  };
  std::map<U32, Way> Back; // by header
  for (size_t Edge : backEdges(G, Info)) {
    const FlowEdge &E = Info.Edges[Edge];
    Way &W = Back[E.Target];
    W.Tails.push_back(E.Source);
    W.Turns += std::max<I64>(Copy.EdgeCounts[Edge], 0);
  }
  BodyFinder Bodies(G);
  for (const auto &[Header, W] : Back) {
    Loop L;
    L.Function = Copy.Function;
    if (!setPlace(Copy, Header, Bodies.find(Header, W.Tails), L))
      continue;
    Loop &Sum =
        ByPlace.try_emplace({L.Function, L.File, L.Line}, L).first->second;
    Sum.LastLine = std::max(Sum.LastLine, L.LastLine);
    uint64_t Passes = Copy.NodeCounts[Header];
    Sum.Turns += W.Turns;
    Sum.Entries += Passes - std::min(Passes, W.Turns);
  }
}

std::vector<Loop> LoopTable::loops() const {
  std::vector<Loop> All;
  for (const auto &Entry : ByPlace)
    All.push_back(Entry.second);
  return All;
}
