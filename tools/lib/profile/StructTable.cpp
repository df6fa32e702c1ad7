//===- StructTable.cpp ----------------------------------------------------===//

#include "StructTable.h"
#include "Payloads.h"
#include "StructReader.h"
#include <set>

using namespace hone;
using namespace llvm;

static StructType structOf(const StructInfo &Info, const FileTable &Files) {
  StructType Type;
  Type.Name = Info.Name;
  Type.File = Files.find(Info.File);
  Type.Line = Info.Line;
  Type.Size = Info.Size;
  Type.Align = Info.Align;
  Type.Flags = Info.Flags;
  for (const StructMemberInfo &M : Info.Members)
    Type.Members.push_back({M.Name, M.Type, M.Offset, M.Size, M.Align, {}});
  return Type;
}

Error StructTable::add(const std::vector<StructEntry> &Entries,
                       const FileTable &Files, StringRef Name) {
  for (const StructEntry &Entry : Entries) {
    if (ByHash.count(Entry.Hash))
      continue;
    Expected<StructInfo> Info = readStruct(Entry.Description);
    if (!Info)
      return corrupt(Name, "the description of a struct cannot be read: " +
                               toString(Info.takeError()));
    StructType Type = structOf(*Info, Files);
    auto [It, IsNew] = ByName.try_emplace(
        {Type.Name, Type.File, Type.Line, Type.Size, Type.Members.size()},
        All.size());
    if (IsNew)
      All.push_back({std::move(Type), false, {}, {}, {}});
    ByHash[Entry.Hash] = It->second;
  }
  return Error::success();
}

void StructTable::addUse(Sums &Of, const FieldUseInfo &Use,
                         const FunctionCopy &Copy) {
  uint64_t Count = Copy.NodeCounts[Use.Node];
  FileId File = Copy.Files[Use.At.File];
  FieldHeat Heat = {Count * Use.Loads, Count * Use.Stores, 0};
  if (Use.What == STRUCT_USE_RAW)
    Of.Type.IsRaw = true;
  if (Use.What == STRUCT_USE_COPIED)
    Of.Type.Copies.add(Heat);
  if (Use.What == STRUCT_USE_ALLOCATED)
    Of.Allocations[{File, Use.At.Line}] += Count;
  size_t Member = (Use.What - STRUCT_USE_MEMBERS) / 2;
  if (Use.What < STRUCT_USE_MEMBERS || Member >= Of.Type.Members.size())
    return;
  if (Use.What & 1)
    Heat = {0, 0, Heat.Loads + Heat.Stores};
  Of.Type.Members[Member].Heat.add(Heat);
  std::vector<FieldHeat> &Line = Of.Lines[{Copy.Function, File, Use.At.Line}];
  Line.resize(Of.Type.Members.size());
  Line[Member].add(Heat);
}

void StructTable::addCopy(const FunctionCopy &Copy) {
  for (const StructUseInfo &Struct : Copy.Info.Structs) {
    auto It = ByHash.find(Struct.Struct);
    if (It == ByHash.end())
      continue;
    Sums &Of = All[It->second];
    Of.IsUsed = true;
    std::set<std::pair<U32, U32>> Seen; // member, node
    std::vector<uint64_t> &Visits = Of.Visits[Copy.Function];
    Visits.resize(Of.Type.Members.size());
    for (const FieldUseInfo &Use : Struct.Uses) {
      addUse(Of, Use, Copy);
      U32 Member = (Use.What - STRUCT_USE_MEMBERS) / 2;
      if (Use.What >= STRUCT_USE_MEMBERS && Member < Visits.size() &&
          Seen.emplace(Member, Use.Node).second)
        Visits[Member] += Copy.NodeCounts[Use.Node];
    }
  }
}

void StructTable::addTo(Model &M) {
  for (Sums &Of : All) {
    if (!Of.IsUsed)
      continue;
    for (auto &[Where, Heat] : Of.Lines)
      Of.Type.Lines.push_back({std::get<1>(Where), std::get<2>(Where),
                               std::get<0>(Where), std::move(Heat)});
    for (auto &[Function, Visits] : Of.Visits)
      Of.Type.Visits.push_back({Function, std::move(Visits)});
    for (const auto &[Where, Count] : Of.Allocations)
      Of.Type.Allocations.push_back({Where.first, Where.second, Count});
    M.Structs.push_back(std::move(Of.Type));
  }
}
