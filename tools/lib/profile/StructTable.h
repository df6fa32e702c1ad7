//===- StructTable.h - uses of members summed by struct --------*- C++ -*-===//
//
// Owns: which descriptions of several modules and profiles are the same struct,
// and the sums of what functions do with it. Knows nothing of what detectors
// make of them.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_STRUCTTABLE_H
#define HONE_PROFILE_STRUCTTABLE_H

#include "LineCounter.h"
#include "Model.h"
#include "NameTables.h"
#include "ProfileFile.h"
#include <map>
#include <tuple>
#include <unordered_map>

namespace hone {

class StructTable {
public:
  /// Adds a module's descriptions. Its files are known. Fails on one that is
  /// damaged.
  llvm::Error add(const std::vector<StructEntry> &Entries,
                  const FileTable &Files, llvm::StringRef Name);
  /// Adds what one version of a function does, with its counts.
  void addCopy(const FunctionCopy &Copy);
  /// Puts the structs that are used at all into M.
  void addTo(Model &M);

private:
  struct Sums {
    StructType Type;
    bool IsUsed = false;
    /// Function, file, line.
    std::map<std::tuple<FunctionId, FileId, uint32_t>, std::vector<FieldHeat>>
        Lines;
    std::map<FunctionId, std::vector<uint64_t>> Visits;
    std::map<std::pair<FileId, uint32_t>, uint64_t> Allocations;
  };
  static void addUse(Sums &Of, const FieldUseInfo &Use,
                     const FunctionCopy &Copy);

  std::vector<Sums> All;
  std::map<std::tuple<std::string, FileId, uint32_t, uint64_t, size_t>, size_t>
      ByName; ///< with line, size, number of members
  std::unordered_map<U64, size_t> ByHash;
};

} // namespace hone

#endif // HONE_PROFILE_STRUCTTABLE_H
