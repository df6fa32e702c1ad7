//===- EdgeTable.cpp - who called whom, from where --------------*- C++ -*-===//
//
// Owns: see EdgeTable.h.
//
//===----------------------------------------------------------------------===//

#include "EdgeTable.h"

#include "Memory.h"

namespace hone::rt {

namespace {
constexpr U64 Edge::*Figures[] = {
    &Edge::Calls,         &Edge::RecursiveCalls,
    &Edge::Self,          &Edge::FunctionTotal,
    &Edge::Total,         &Edge::SelfCost,
    &Edge::FunctionTotalCost, &Edge::TotalCost};
} // namespace

void Edge::add(const Edge &Other, bool Plus) {
  for (U64 Edge::*Figure : Figures)
    this->*Figure += Plus ? Other.*Figure : -(Other.*Figure);
  if (Plus)
    addDurations(Other);
}

void Edge::addDurations(const Edge &Other) {
  if (Other.Min < Min)
    Min = Other.Min;
  if (Other.Max > Max)
    Max = Other.Max;
}

void Edge::clearFigures() {
  for (U64 Edge::*Figure : Figures)
    this->*Figure = 0;
  clearDurations();
}

void Edge::dropNegative() {
  for (U64 Edge::*Figure : Figures)
    if (I64(this->*Figure) < 0)
      this->*Figure = 0;
}

Edge *EdgeTable::allocate() {
  U32 First = 0;
  for (U32 C = 0; C != NumChunks; First += chunkSize(C), ++C) {
    if (Count - First >= chunkSize(C))
      continue;
    if (!Chunks[C])
      Chunks[C] = mapArray<Edge>(chunkSize(C));
    return Chunks[C] ? &Chunks[C][Count - First] : nullptr;
  }
  return nullptr;
}

void EdgeTable::place(Edge **Index, U64 Mask, Edge *E) {
  U64 I = hash(E->Caller, E->Callee, E->Key);
  while (Index[I & Mask])
    ++I;
  Index[I & Mask] = E;
}

bool EdgeTable::growIndex() {
  U64 Slots = Index ? 2 * (Mask + 1) : FirstIndex;
  Edge **New = mapArray<Edge *>(Slots);
  if (!New)
    return false;
  forEach([&](Edge &E) { place(New, Slots - 1, &E); });
  // In this order, for signal handlers: the old mask is good for the new index.
  Index = New;
  signalFence();
  Mask = Slots - 1;
  return true;
}

Edge *EdgeTable::insert(U32 Caller, U32 Callee, U64 Key) {
  if ((!Index || 2 * (Count + 1) > Mask) && !growIndex())
    return nullptr;
  Edge *E = allocate();
  if (!E)
    return nullptr;
  *E = Edge();
  E->Caller = Caller;
  E->Callee = Callee;
  E->Key = Key;
  storeRelease(Count, Count + 1);
  place(Index, Mask, E);
  return E;
}

void EdgeTable::clear() {
  storeRelease(Count, U32(0));
  if (Index)
    zeroBytes(static_cast<void *>(Index), (Mask + 1) * sizeof(Edge *));
}

} // namespace hone::rt
