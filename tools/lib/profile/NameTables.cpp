//===- NameTables.cpp -----------------------------------------------------===//
//
// Owns: the identity of files (by absolute path) and functions (by name and
// place). Must not know counts or times.
//
//===----------------------------------------------------------------------===//

#include "NameTables.h"
#include "SourcePath.h"
#include "llvm/Demangle/Demangle.h"

using namespace hone;
using namespace llvm;

void FileTable::add(const FileEntry &Entry) {
  if (ByHash.count(Entry.Hash))
    return;
  auto [It, IsNew] =
      ByPath.try_emplace(absolutePath(Entry.Directory, Entry.Name),
                         static_cast<FileId>(Files.size()));
  if (IsNew)
    Files.push_back({Entry.Name, Entry.Directory});
  ByHash[Entry.Hash] = It->second;
}

FileId FileTable::find(U64 Hash) const {
  auto It = ByHash.find(Hash);
  return It == ByHash.end() ? NoId : It->second;
}

FunctionId FunctionTable::add(U64 Hash, const FunctionInfo &Info, FileId File) {
  auto [It, IsNew] =
      ByName.try_emplace({Info.LinkageName, File, Info.DeclLine},
                         static_cast<FunctionId>(Functions.size()));
  if (!IsNew)
    return It->second;
  Function F;
  F.Hash = Hash;
  F.LinkageName = Info.LinkageName;
  F.Name =
      Info.DisplayName.empty() ? demangle(Info.LinkageName) : Info.DisplayName;
  F.File = File;
  F.Line = Info.DeclLine;
  Functions.push_back(std::move(F));
  ByHash[Hash].push_back(It->second);
  return It->second;
}

FunctionId FunctionTable::find(U64 Hash, FileId Near) const {
  auto It = ByHash.find(Hash);
  if (It == ByHash.end())
    return NoId;
  for (FunctionId Candidate : It->second)
    if (Functions[Candidate].File == Near)
      return Candidate;
  return It->second.front();
}
