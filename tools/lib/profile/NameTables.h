//===- NameTables.h - files and functions across profiles ------*- C++ -*-===//
//
// Owns: which files and functions of several modules and profiles are the same
// one. Knows nothing of counts and times.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_NAMETABLES_H
#define HONE_PROFILE_NAMETABLES_H

#include "InfoReader.h"
#include "Model.h"
#include "ProfileFile.h"
#include "llvm/ADT/StringMap.h"
#include <unordered_map>

namespace hone {

class FileTable {
public:
  void add(const FileEntry &Entry);
  /// NoId for a hash that no module explained.
  FileId find(U64 Hash) const;
  std::vector<SourceFile> Files;

private:
  llvm::StringMap<FileId> ByPath; ///< absolute: one file, however it is spelled
  std::unordered_map<U64, FileId> ByHash;
};

class FunctionTable {
public:
  /// Functions are the same when their linkage names and the places of their
  /// declarations agree: static functions of two files may share a name.
  FunctionId add(U64 Hash, const FunctionInfo &Info, FileId File);
  /// The function with that name hash; of several the one declared in Near,
  /// else the first. NoId if there is none.
  FunctionId find(U64 Hash, FileId Near) const;
  std::vector<Function> Functions;

private:
  std::map<std::tuple<std::string, FileId, uint32_t>, FunctionId> ByName;
  std::unordered_map<U64, std::vector<FunctionId>> ByHash;
};

} // namespace hone

#endif // HONE_PROFILE_NAMETABLES_H
