//===- Trial.cpp - a suggestion checked by replaying -----------*- C++ -*-===//

#include "Trial.h"
#include "lib/detect/ContainerFinding.h"
#include "lib/detect/ContainerGain.h"

#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace hone {

const Timing *Trial::timing(Structure S) const {
  auto It = find_if(Replayed.Timings,
                    [S](const Timing &T) { return T.Alternative == S; });
  return It == Replayed.Timings.end() ? nullptr : &*It;
}

std::optional<Interval> Trial::savingNs(Structure S) const {
  const Timing *Old = timing(Now), *New = timing(S);
  if (!Old || !New || Old->Ns.Mid <= 0)
    return std::nullopt;
  auto Saved = [&](double NewNs, double OldNs) {
    return OperationsNs * (1 - NewNs / OldNs);
  };
  return Interval{Saved(New->Ns.High, Old->Ns.Low),
                  Saved(New->Ns.Mid, Old->Ns.Mid),
                  Saved(New->Ns.Low, Old->Ns.High)};
}

static std::optional<Structure> structureOf(Family F) {
  switch (F) {
  case Family::Map:
  case Family::Set:
    return Structure::Map;
  case Family::HashMap:
  case Family::HashSet:
    return Structure::HashMap;
  case Family::Vector:
    return Structure::Vector;
  case Family::Deque:
    return Structure::Deque;
  case Family::List:
    return Structure::List;
  default:
    return std::nullopt;
  }
}

Stream streamOf(const Model &M, ContainerId Id) {
  ContainerUse Use(M, Id);
  const ContainerType &Type = Use.type();
  OperationSample S = Use.sample(allKinds());
  Stream Result;
  if (Type.isKeyed()) {
    Result.TheKeys = Type.TheKeyClass == KeyClass::String
                         ? Stream::Keys::Strings
                         : Stream::Keys::Integers;
    Result.ElementBytes = Type.isMap() ? approximateSize(Type.Value) : 0;
    if (S.Keyed)
      Result.CommonBytes = S.KeyCommon / S.Keyed;
  } else {
    Result.ElementBytes = S.ElementSize ? S.ElementSize : 8;
  }
  for (const OperationEvent &E : M.Events) {
    const Operation &O = M.Operations[E.Operation];
    if (O.Container == Id)
      Result.Operations.push_back({E.Window, E.Address, O.Kind, E.Key,
                                   E.KeyBytes, E.Size, E.Hit, E.Moved});
  }
  return Result;
}

static Error cannot(const Twine &Why) {
  return createStringError(inconvertibleErrorCode(), Why);
}

Expected<Trial> tryContainer(const Model &M, const Suggestion &S) {
  if (S.F.OfContainer == NoId)
    return cannot("'" + S.Id + "' (" + S.F.Rule +
                  ") is no suggestion about a container: there is nothing that "
                  "could be replayed");
  ContainerUse Use(M, S.F.OfContainer);
  const ContainerType &Type = Use.type();
  std::optional<Structure> Now = structureOf(Type.TheFamily);
  if (!Now)
    return cannot("a " + Type.Name + " cannot be replayed");
  if (Type.isKeyed() && Type.TheKeyClass == KeyClass::Other)
    return cannot("'" + Type.Key +
                  "' is a type of the program's own: its keys were not "
                  "recorded, only integers and strings are");
  Stream Recorded = streamOf(M, S.F.OfContainer);
  if (Recorded.Operations.empty())
    return cannot("no operation on " + containerWords(M, Use.container()) +
                  " is in a recorded window (searches by algorithms and loops "
                  "are not recorded): run the program for longer, or with "
                  "HONE_BUDGET=off");
  Trial Result;
  Result.Now = *Now;
  Result.Proposed = S.F.Proposed;
  Result.OperationsNs = timeOf(M, Use, allKinds());
  Expected<Ranking> Replayed =
      replay(Recorded, alternativesFor(Recorded.TheKeys));
  if (!Replayed)
    return Replayed.takeError();
  Result.Replayed = std::move(*Replayed);
  return Result;
}

} // namespace hone
