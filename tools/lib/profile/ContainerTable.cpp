//===- ContainerTable.cpp -------------------------------------------------===//

#include "ContainerTable.h"
#include <algorithm>

using namespace hone;
using namespace llvm;

//===-- Adding ------------------------------------------------------------===//

void ContainerTable::addSample(FunctionId Function,
                               const OperationRecord &Record,
                               const FunctionTable &Functions) {
  if (!Record.Samples)
    return;
  Observed &O =
      Samples[{{Function, Record.Line, Record.Column}, Record.Operation}];
  O.Sample.add(sampleOf(Record));
  if (Record.RepeatFunction)
    O.RepeatOf = {Functions.find(Record.RepeatFunction, NoId),
                  uint32_t(Record.RepeatPlace >> 32),
                  uint32_t(Record.RepeatPlace)};
}

void ContainerTable::addEvents(const std::vector<EventRecord> &Records,
                               const FunctionTable &Functions) {
  uint32_t First = NumWindows;
  for (const EventRecord &R : Records) {
    NamedEvent Named = {
        {Functions.find(R.Function, NoId), R.Line, R.Column}, R.Operation, {}};
    OperationEvent &E = Named.Event;
    E.Window = First + R.Window;
    E.Address = R.Container;
    E.Size = R.Size;
    E.Key = R.Key;
    E.KeyBytes = R.KeyBytes;
    E.Hit = R.Hit != 0;
    E.Moved = R.Moved;
    Events.push_back(Named);
    NumWindows = std::max(NumWindows, E.Window + 1);
  }
}

ContainerId ContainerTable::add(const VariableInfo &Variable,
                                const FunctionCopy &Copy,
                                const std::vector<ContainerId> &Before,
                                const FunctionTable &Functions) {
  Container C;
  C.Kind = Variable.Kind;
  C.Name = Variable.Name;
  C.Type = Variable.Type;
  C.File = Copy.Files.empty() ? NoId : Copy.Files[Variable.At.File];
  C.Line = Variable.At.Line;
  C.Function = Copy.Function;
  std::string Which = C.Name;
  Alias Of = {NoId, 0};
  switch (C.Kind) {
  case VARIABLE_MEMBER:
  case VARIABLE_GLOBAL:
    C.Function = NoId;
    break;
  case VARIABLE_PARAMETER:
    Of = {C.Function, uint32_t(Variable.Whose) + 1};
    break;
  case VARIABLE_RESULT:
    C.Function = Functions.find(Variable.Whose, C.File);
    Of = {C.Function, 0};
    break;
  case VARIABLE_ELEMENT:
    C.Within = Before[Variable.Whose];
    C.Function = Containers[C.Within].Function;
    Which += "\n" + std::to_string(C.Within);
    break;
  default:
    break;
  }
  // A result is the same container wherever it is asked for.
  bool IsAnywhere = C.Kind == VARIABLE_RESULT && C.Function != NoId;
  ContainerKey Key(C.Kind, C.Function, Which, IsAnywhere ? NoId : C.File,
                   IsAnywhere ? 0 : C.Line, C.Type);
  auto [It, IsNew] = ByKey.try_emplace(Key, ContainerId(Containers.size()));
  if (IsNew) {
    if (Of.first != NoId)
      Aliases[It->second] = Of;
    C.IsShared = C.Kind == VARIABLE_UNKNOWN;
    Containers.push_back(std::move(C));
    Parents.push_back(It->second);
  }
  return It->second;
}

void ContainerTable::addBinding(const BindingInfo &Info, ContainerId Bound,
                                const FunctionCopy &Copy,
                                const FunctionTable &Functions) {
  uint64_t Count = Copy.NodeCounts[Info.Node];
  if (!Info.Argument) {
    Bindings[{Copy.Function, 0}].push_back({Bound, Count});
    return;
  }
  if (!Count)
    return;
  FunctionId Callee = Functions.find(Info.Callee, Containers[Bound].File);
  if (Callee == NoId)
    Containers[Bound].IsShared = true;
  else
    Bindings[{Callee, Info.Argument}].push_back({Bound, Count});
}

void ContainerTable::addCopy(const FunctionCopy &Copy,
                             const FunctionTable &Functions) {
  std::vector<ContainerId> Ids;
  for (const VariableInfo &Variable : Copy.Info.Variables)
    Ids.push_back(add(Variable, Copy, Ids, Functions));
  for (const OperationInfo &O : Copy.Info.Operations) {
    uint64_t Count = Copy.NodeCounts[O.Node];
    Place At(Copy.Function, O.At.Line, O.Column);
    Counts[{Ids[O.Variable], Copy.Files[O.At.File], At, O.Kind, O.Flags}] +=
        Count;
    if (O.Kind == HONE_OP_Passed && Count)
      Containers[Ids[O.Variable]].IsShared = true;
  }
  for (const BindingInfo &B : Copy.Info.Bindings)
    addBinding(B, Ids[B.Variable], Copy, Functions);
}

//===-- Joining -----------------------------------------------------------===//

ContainerId ContainerTable::rootOf(ContainerId Id) const {
  while (Parents[Id] != Id)
    Id = Parents[Id];
  return Id;
}

/// The only container that an alias is bound to; null: none, or several.
std::optional<ContainerId>
ContainerTable::onlyBound(ContainerId Id,
                          const std::vector<Binding> &Bound) const {
  std::optional<ContainerId> Only;
  for (const Binding &B : Bound) {
    ContainerId Root = rootOf(B.Container);
    if (Root == rootOf(Id)) // a recursive call
      continue;
    if (Only && *Only != Root)
      return std::nullopt;
    Only = Root;
  }
  return Only;
}

/// Whether all calls of the function bind its parameter to known containers.
bool ContainerTable::isWhollyBound(const Alias &A,
                                   const std::vector<Binding> &Bound,
                                   const FunctionTable &Functions) const {
  uint64_t Known = 0;
  for (const Binding &B : Bound)
    Known += B.Count;
  bool IsResult = A.second == 0;
  return IsResult || Known >= Functions.Functions[A.first].Calls;
}

void ContainerTable::join(const FunctionTable &Functions) {
  auto BoundTo = [&](const Alias &A) -> const std::vector<Binding> & {
    static const std::vector<Binding> None;
    auto It = Bindings.find(A);
    return It == Bindings.end() ? None : It->second;
  };
  // A parameter that is another one's argument may have one container only
  // after that one has been joined.
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (const auto &[Id, A] : Aliases) {
      const std::vector<Binding> &Bound = BoundTo(A);
      std::optional<ContainerId> Only = onlyBound(Id, Bound);
      if (Parents[Id] != Id || !Only || !isWhollyBound(A, Bound, Functions))
        continue;
      Parents[Id] = *Only;
      Changed = true;
    }
  }
  for (const auto &[Id, A] : Aliases) {
    if (Parents[Id] != Id)
      continue;
    Containers[Id].IsShared = true;
    for (const Binding &B : BoundTo(A))
      Containers[rootOf(B.Container)].IsShared = true;
  }
  for (size_t Id = 0; Id != Containers.size(); ++Id) {
    Containers[rootOf(Id)].IsShared |= Containers[Id].IsShared;
    if (Containers[Id].Within != NoId)
      Containers[Id].Within = rootOf(Containers[Id].Within);
  }
}

//===-- The result --------------------------------------------------------===//

void ContainerTable::number(Model &M, std::vector<ContainerId> &NewId) const {
  NewId.assign(Containers.size(), NoId);
  for (ContainerId Id = 0; Id != Containers.size(); ++Id)
    if (Parents[Id] == Id) {
      NewId[Id] = ContainerId(M.Containers.size());
      M.Containers.push_back(Containers[Id]);
    }
  for (ContainerId Id = 0; Id != Containers.size(); ++Id)
    NewId[Id] = NewId[rootOf(Id)];
  for (Container &C : M.Containers)
    if (C.Within != NoId)
      C.Within = NewId[C.Within];
}

void ContainerTable::addOperations(
    Model &M, const std::vector<ContainerId> &NewId) const {
  for (const auto &[Key, Count] : Counts) {
    const auto &[OfVariable, File, At, Kind, Flags] = Key;
    Operation O;
    O.Kind = OperationKind(Kind);
    O.Flags = Flags;
    std::tie(O.Function, O.Line, O.Column) = At;
    O.File = File;
    O.Container = NewId[OfVariable];
    O.Count = Count;
    if (auto It = Samples.find({At, Kind}); It != Samples.end())
      O.Sample = It->second.Sample;
    M.Operations.push_back(std::move(O));
  }
  std::stable_sort(M.Operations.begin(), M.Operations.end(),
                   [](const Operation &A, const Operation &B) {
                     return A.Container < B.Container;
                   });
  std::map<Place, uint32_t> ByPlace;
  for (uint32_t I = 0; I != M.Operations.size(); ++I) {
    const Operation &O = M.Operations[I];
    M.Containers[O.Container].Operations.push_back(I);
    if (O.Sample)
      ByPlace.try_emplace(Place(O.Function, O.Line, O.Column), I);
  }
  for (Operation &O : M.Operations) {
    auto It = Samples.find({{O.Function, O.Line, O.Column}, O.Kind});
    if (It == Samples.end())
      continue;
    auto Before = ByPlace.find(It->second.RepeatOf);
    if (Before != ByPlace.end())
      O.Sample->RepeatOf = Before->second;
  }
}

void ContainerTable::placeEvents(Model &M) const {
  std::map<std::pair<Place, uint32_t>, uint32_t> Index;
  for (uint32_t I = 0; I != M.Operations.size(); ++I) {
    const Operation &O = M.Operations[I];
    Index.try_emplace({{O.Function, O.Line, O.Column}, O.Kind}, I);
  }
  for (const NamedEvent &Named : Events)
    if (auto It = Index.find({Named.At, Named.Kind}); It != Index.end()) {
      M.Events.push_back(Named.Event);
      M.Events.back().Operation = It->second;
    }
}

void ContainerTable::addTo(Model &M, const FunctionTable &Functions) {
  join(Functions);
  std::vector<ContainerId> NewId;
  number(M, NewId);
  addOperations(M, NewId);
  placeEvents(M);
}
