//===- ObservationTable.h - searches and memos, summed ---------*- C++ -*-===//
//
// Owns: summing ScanRecords and MemoRecords of one place over modules and
// profiles, and turning samples of searches into totals. Knows nothing of what
// detectors make of them.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_OBSERVATIONTABLE_H
#define HONE_PROFILE_OBSERVATIONTABLE_H

#include "Model.h"
#include "OwnCost.h"
#include "ProfileFile.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <map>

namespace hone {

class ObservationTable {
public:
  void addScan(FunctionId Function, FileId File, const ScanRecord &Record,
               llvm::StringRef Text);
  void addMemo(FunctionId Function, const MemoRecord &Record,
               llvm::StringRef Text, const OwnCost &Cost);

  void addReuse(FunctionId Function, const ReuseRecord &Record);

  /// The count of a node summed over the copies of a function; null if the
  /// copies do not agree on what that node is.
  using NodeCount =
      llvm::function_ref<std::optional<uint64_t>(FunctionId, uint32_t Node)>;
  std::vector<Scan> scans(NodeCount Count) const;
  std::vector<Memo> memos() const;
  std::vector<NamedRead> namedReads() const;

private:
  void addNamedRead(FunctionId Function, const MemoRecord &Record,
                    llvm::StringRef Text);

  struct ScanSum {
    Scan Observations;
    uint32_t SearchNode, ElementNode;
    bool IsAmbiguous = false; ///< copies number their nodes differently
  };
  struct MemoSum {
    Memo Observations;
    uint64_t KeyNs = 0, KeySamples = 0;
    std::map<uint32_t, Reuse> ByCalls, ByAge;
    std::map<uint64_t, uint32_t> Keys;
  };
  using ScanKey = std::tuple<FunctionId, FileId, uint32_t, uint32_t, uint32_t>;
  std::map<ScanKey, ScanSum> Scans;
  std::map<FunctionId, MemoSum> Memos;
  using NamedReadKey = std::tuple<FunctionId, uint32_t, std::string>;
  std::map<NamedReadKey, NamedRead> NamedReads;
};

} // namespace hone

#endif // HONE_PROFILE_OBSERVATIONTABLE_H
