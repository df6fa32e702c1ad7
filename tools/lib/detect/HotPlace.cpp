//===- HotPlace.cpp -------------------------------------------------------===//

#include "HotPlace.h"
#include "lib/profile/LineLookup.h"

#include <map>

using namespace hone;

/// A function that is called so often for each call of its caller is called in
/// a loop there, and a line that is executed so often for each call is in one.
static constexpr uint64_t ManyPerCall = 8;

/// Of the loop that begins on the line, or the innermost one that it is in.
uint32_t HotPlaces::lastLine(const TimesBySize &T) const {
  const Loop *Around = loopAround(M, T.File, T.Line);
  return Around ? Around->LastLine : T.Line;
}

bool HotPlaces::isIn(const CallNode &N, const TimesBySize &T,
                     uint32_t LastLine) const {
  return N.Function == T.Function && !N.IsOutside && N.File == T.File &&
         N.Line >= T.Line && N.Line <= LastLine;
}

/// Has the function a loop of its own about the line?
bool HotPlaces::isInLoop(const CallNode &N) const {
  const Line *L = lineAt(M, N.File, N.Line);
  return L && L->Hits >= ManyPerCall *
                             std::max<uint64_t>(M.Functions[N.Function].Calls, 1);
}

/// The node of the caller, where Node's function is a helper that a loop there
/// calls; no further than Top.
uint32_t HotPlaces::outOfHelpers(uint32_t Node, uint32_t Top) const {
  while (Node != Top && !isInLoop(M.CallTree[Node])) {
    uint32_t Above = M.CallTree[Node].Parent;
    while (Above != NoId && Above != Top &&
           M.CallTree[Above].Function == NoId)
      Above = M.CallTree[Above].Parent;
    if (Above == NoId || M.CallTree[Above].Function == NoId)
      return Node;
    uint64_t Calls = M.Functions[M.CallTree[Node].Function].Calls;
    uint64_t OfCaller = M.Functions[M.CallTree[Above].Function].Calls;
    if (Calls < ManyPerCall * std::max<uint64_t>(OfCaller, 1))
      return Node;
    Node = Above;
  }
  return Node;
}

HotPlace HotPlaces::of(const TimesBySize &T) const {
  uint32_t LastLine = lastLine(T);
  constexpr uint32_t None = NoId;
  // By node: the topmost node of the loop above it, and the user's own node.
  std::vector<uint32_t> Top(M.CallTree.size(), None), Own(Top);
  struct Place {
    double Ns = 0;
    uint32_t Node = None, Top = None; ///< the one with the most time
    double MostNs = 0, OutsideNs = 0;
  };
  std::map<FunctionId, std::map<uint32_t, Place>> Lines;
  std::map<FunctionId, double> ByFunction;
  HotPlace Hot;
  for (uint32_t I = 0; I != M.CallTree.size(); ++I) {
    const CallNode &N = M.CallTree[I];
    if (N.Parent != NoId) {
      Top[I] = Top[N.Parent];
      Own[I] = Own[N.Parent];
    }
    if (N.Function != NoId && !N.IsOutside)
      Own[I] = I;
    if (Top[I] == None && isIn(N, T, LastLine)) {
      Top[I] = I;
      Hot.AllNs += double(N.TotalNs);
    }
    if (Top[I] == None || Own[I] == None || !N.SelfNs)
      continue;
    const CallNode &User = M.CallTree[Own[I]];
    Place &P = Lines[User.Function][User.Line];
    P.Ns += double(N.SelfNs);
    if (I != Own[I])
      P.OutsideNs += double(N.SelfNs);
    if (double(N.SelfNs) > P.MostNs)
      P = {P.Ns, Own[I], Top[I], double(N.SelfNs), P.OutsideNs};
    ByFunction[User.Function] += double(N.SelfNs);
  }
  FunctionId Most = NoId;
  for (const auto &[Function, Ns] : ByFunction)
    if (Most == NoId || Ns > ByFunction[Most])
      Most = Function;
  if (Most == NoId)
    return Hot;
  const Place *Best = nullptr;
  for (const auto &[Line, P] : Lines[Most])
    if (!Best || P.Ns > Best->Ns)
      Best = &P;
  // What grows may be the library's.
  uint32_t Node = Best->OutsideNs * 2 > Best->Ns
                      ? Best->Node
                      : outOfHelpers(Best->Node, Best->Top);
  const CallNode &At = M.CallTree[Node];
  Hot.Function = At.Function;
  Hot.File = At.File;
  Hot.Line = At.Line;
  Hot.Ns = Node == Best->Node ? Best->Ns : ByFunction[Most];
  return Hot;
}
