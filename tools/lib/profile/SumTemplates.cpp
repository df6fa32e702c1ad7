//===- SumTemplates.cpp ---------------------------------------------------===//

#include "SumTemplates.h"
#include "ShortName.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <tuple>

using namespace hone;
using namespace llvm;

std::string hone::withoutTemplateArguments(const std::string &Name) {
  std::string Result;
  unsigned Depth = 0;
  for (size_t I = 0; I < Name.size(); ++I) {
    // The names of operators contain angles that are no brackets.
    StringRef Rest = StringRef(Name).substr(I);
    if (Rest.consume_front("operator")) {
      size_t Length = Name.size() - I - Rest.size();
      for (StringRef Sign : {"<=>", "<<=", ">>=", "->*", "<<", ">>", "<=", ">=",
                             "->", "<", ">"})
        if (Rest.starts_with(Sign)) {
          Length += Sign.size();
          break;
        }
      if (!Depth)
        Result.append(Name, I, Length);
      I += Length - 1;
      continue;
    }
    if (Name[I] == '<')
      ++Depth;
    else if (Name[I] == '>' && Depth)
      --Depth;
    else if (!Depth)
      Result += Name[I];
  }
  return Result;
}

static void add(std::optional<uint64_t> &Sum, std::optional<uint64_t> Value) {
  if (Value)
    Sum = Sum.value_or(0) + *Value;
}

static void add(std::optional<MemoryUse> &Sum,
                const std::optional<MemoryUse> &Use) {
  if (!Use)
    return;
  if (!Sum)
    Sum.emplace();
  Sum->add(*Use);
}

static void addFunction(Function &Sum, const Function &F) {
  Sum.Calls += F.Calls;
  Sum.PrimitiveCalls += F.PrimitiveCalls;
  Sum.AbnormalExits += F.AbnormalExits;
  add(Sum.SelfNs, F.SelfNs);
  Sum.SelfIsSampled |= F.SelfIsSampled;
  add(Sum.TotalNs, F.TotalNs);
  add(Sum.SampledSelfNs, F.SampledSelfNs);
  add(Sum.SampledTotalNs, F.SampledTotalNs);
  add(Sum.CpuNs, F.CpuNs);
  add(Sum.WaitNs, F.WaitNs);
  add(Sum.Memory, F.Memory);
  add(Sum.MemoryTotal, F.MemoryTotal);
  Sum.IsThrottled |= F.IsThrottled;
  Sum.TimedCalls += F.TimedCalls;
  Sum.Latencies = std::nullopt; // of which instantiation would it be?
  if (F.MinNs)
    Sum.MinNs = std::min(Sum.MinNs.value_or(*F.MinNs), *F.MinNs);
  if (F.MaxNs)
    Sum.MaxNs = std::max(Sum.MaxNs.value_or(*F.MaxNs), *F.MaxNs);
}

static std::vector<Edge> sumEdges(const std::vector<Edge> &Edges) {
  std::map<std::tuple<FunctionId, FunctionId, FileId, uint32_t>, Edge> Sums;
  for (const Edge &E : Edges) {
    auto [It, IsNew] =
        Sums.try_emplace({E.Caller, E.Callee, E.File, E.Line}, E);
    if (IsNew)
      continue;
    It->second.Calls += E.Calls;
    add(It->second.TotalNs, E.TotalNs);
    add(It->second.SampledTotalNs, E.SampledTotalNs);
  }
  std::vector<Edge> Result;
  for (const auto &[Key, E] : Sums)
    Result.push_back(E);
  return Result;
}

/// "C1", "D2", ...: the variants of a constructor call each other, they are not
/// instances of one another.
static StringRef constructorVariant(StringRef LinkageName) {
  for (StringRef Variant : {"C1E", "C2E", "C3E", "D0E", "D1E", "D2E"})
    if (LinkageName.contains(Variant))
      return Variant;
  return "";
}

Model hone::sumTemplates(const Model &M) {
  Model Result = M;
  Result.Functions.clear();
  std::map<std::tuple<FileId, uint32_t, std::string, std::string>, FunctionId>
      Templates;
  std::vector<FunctionId> NewId;
  for (const Function &F : M.Functions) {
    auto Next = static_cast<FunctionId>(Result.Functions.size());
    FunctionId Id = Next;
    std::string Name = withoutTemplateArguments(shortName(F.LinkageName));
    // Without a place, equal names are no proof of one template.
    if (F.Line && F.Name.find('<') != std::string::npos)
      Id = Templates
               .try_emplace({F.File, F.Line, Name,
                             constructorVariant(F.LinkageName).str()},
                            Next)
               .first->second;
    NewId.push_back(Id);
    if (Id == Next) {
      Result.Functions.push_back(F);
      continue;
    }
    addFunction(Result.Functions[Id], F);
    Result.Functions[Id].Name = Name;
  }
  auto Renumber = [&](FunctionId &Id) {
    if (Id != NoId)
      Id = NewId[Id];
  };
  for (Edge &E : Result.Edges) {
    Renumber(E.Caller);
    Renumber(E.Callee);
  }
  Result.Edges = sumEdges(Result.Edges);
  for (Line &L : Result.Lines)
    Renumber(L.Function);
  for (Scan &S : Result.Scans)
    Renumber(S.Function);
  for (Memo &M : Result.Memos)
    Renumber(M.Function);
  for (NamedRead &R : Result.NamedReads)
    Renumber(R.Function);
  for (CallNode &N : Result.CallTree)
    Renumber(N.Function);
  for (Sample &S : Result.Samples)
    Renumber(S.Stratum);
  return Result;
}
