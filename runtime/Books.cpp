//===- Books.cpp - the edges of all threads ---------------------*- C++ -*-===//
//
// Owns: see Books.h. Other threads go on while their tables are read; figures
// that do not fit together by that are off by no more than one activation.
//
//===----------------------------------------------------------------------===//

#include "Books.h"

#include "Memory.h"
#include "Module.h"
#include "Thread.h"

namespace hone::rt {

namespace {

EdgeTable Ended; ///< of threads that ended
EdgeTable Kept;  ///< see Counting.h
EdgeTable Sum;
/// By function id: the last pass of addOpenFrames that met the function.
U32 *FunctionStamps;
U32 StampsSize, Pass;

/// The edge of the table that is Like, made if need be.
Edge *edgeIn(EdgeTable &Table, const Edge &Like) {
  Edge *E = Table.find(Like.Caller, Like.Callee, Like.SiteName);
  if (!E && (E = Table.insert(Like.Caller, Like.Callee, Like.SiteName)))
    E->SiteName = Like.SiteName;
  return E;
}

void addEdges(EdgeTable &To, const EdgeTable &From, Keep How) {
  From.forEach([&](Edge &E) {
    if (Edge *Target = edgeIn(To, E))
      Target->add(E, How == Keep::Add);
  });
}

/// What frame F has cost so far. Children: ticks of its callees, those under way
/// included. Cost: hone's own, in it and in all frames above.
Edge figuresOf(const Frame &F, U64 Duration, U64 Children, U64 Cost) {
  Edge E;
  E.Self = Duration > Children ? Duration - Children : 0;
  E.SelfCost = F.OwnCost < E.Self ? F.OwnCost : E.Self;
  E.Total = E.FunctionTotal = Duration;
  E.TotalCost = E.FunctionTotalCost = Cost < Duration ? Cost : Duration;
  return E;
}

/// Adds what activations still open at Now have cost so far.
void addOpenFrames(EdgeTable &To, const ThreadState &T, U64 Now, Keep How) {
  if (StampsSize < functionIdLimit()) {
    unmapBytes(FunctionStamps, StampsSize * sizeof(U32));
    StampsSize = functionIdLimit();
    FunctionStamps = mapArray<U32>(StampsSize);
  }
  size_t Depth = size_t(loadRelaxed(T.Top) - T.Stack);
  if (!FunctionStamps || Depth >= MaxDepth)
    return;
  ++Pass;
  auto Since = [&](const Frame &F) {
    return Now > F.Start ? Now - F.Start : 0;
  };
  U64 Cost = 0; // of frame I and of all above it
  for (size_t I = 1; I <= Depth; ++I)
    Cost += T.Stack[I].ChildrenCost + T.Stack[I].OwnCost;
  for (size_t I = 1; I <= Depth; ++I) {
    const Frame F = T.Stack[I]; // the thread may be running
    if (!F.Via || F.Via->Callee >= StampsSize)
      continue;
    Edge *E = edgeIn(To, *F.Via);
    if (!E)
      return;
    U64 UnderWay = I < Depth ? Since(T.Stack[I + 1]) : 0;
    Edge More = figuresOf(F, Since(F), F.Children + UnderWay, Cost);
    Cost -= F.ChildrenCost + F.OwnCost;
    if (How == Keep::Add && F.Start >= CountingSince)
      E->noteDuration(More.Total - More.TotalCost);
    // Only outermost activations enter the totals.
    if (FunctionStamps[E->Callee] == Pass)
      More.FunctionTotal = More.FunctionTotalCost = 0;
    if (E->Stamp == Pass)
      More.Total = More.TotalCost = 0;
    FunctionStamps[E->Callee] = E->Stamp = Pass;
    E->add(More, How == Keep::Add);
  }
}

template <class Visitor> void forTables(Visitor Visit) {
  Visit(Ended);
  for (ThreadState *T = firstThread(); T; T = T->Next)
    if (loadAcquire(T->Live))
      Visit(T->Edges);
}

void addAll(EdgeTable &To, U64 Now, Keep How) {
  forTables([&](EdgeTable &Table) { addEdges(To, Table, How); });
  for (ThreadState *T = firstThread(); T; T = T->Next)
    if (loadAcquire(T->Live))
      addOpenFrames(To, *T, Now, How);
}

} // namespace

void foldEdges(const EdgeTable &From) { addEdges(Ended, From, Keep::Add); }

const EdgeTable &sumEdges(U64 Now) {
  Sum.clear();
  addEdges(Sum, Kept, Keep::Add);
  if (!isStopped())
    addAll(Sum, Now, Keep::Add);
  Sum.forEach([](Edge &E) { E.dropNegative(); });
  return Sum;
}

void keepEdges(Keep How, U64 Now) {
  addAll(Kept, Now, How);
  if (How == Keep::Subtract)
    Kept.forEach([](Edge &E) { E.clearDurations(); });
}

void clearKeptEdges() {
  Kept.clear();
  forTables([](EdgeTable &Table) {
    Table.forEach([](Edge &E) { E.clearDurations(); });
  });
}

void restartBooksInChild() {
  Ended.clear();
  Kept.clear();
}

} // namespace hone::rt
