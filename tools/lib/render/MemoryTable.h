//===- MemoryTable.h - columns of memory figures ---------------*- C++ -*-===//
//
// Owns: which figures of memory stand in which column, how they are spelled,
// and by which of them lines are ranked. Every table of memory has these
// columns.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RENDER_MEMORYTABLE_H
#define HONE_RENDER_MEMORYTABLE_H

#include "lib/profile/Memory.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <vector>

namespace hone {

enum class MemoryKey { Peak, Leaked, Allocations, Bytes, Temporary, Copied };

/// A key by its name or the beginning of one.
llvm::Expected<MemoryKey> parseMemoryKey(llvm::StringRef Name);
/// "bytes live at the peak".
llvm::StringRef describe(MemoryKey Key);
/// What Use is ranked by.
uint64_t figure(const MemoryUse &Use, MemoryKey Key);
/// True if A comes before B: the key, then bytes at the peak, then all bytes.
bool isMore(const MemoryUse &A, const MemoryUse &B, MemoryKey Key);
/// "0", "512 B", "12.3 MiB": three digits, short enough for a column.
std::string bytesText(uint64_t Bytes);

/// The columns that a table of uses that sum up to Total has: those of mmap and
/// of reallocations only if there are any.
class MemoryColumns {
public:
  explicit MemoryColumns(const MemoryUse &Total);
  std::string titles() const;
  /// Cells for Use; blanks without one.
  std::string cells(const MemoryUse *Use) const;
  size_t width() const { return titles().size(); }

private:
  struct Column {
    llvm::StringRef Title;
    unsigned Width;
    std::string (*Cell)(const MemoryUse &Use);
  };
  std::vector<Column> Columns;
};

/// Red, yellow or as it is: by Use's share of Total. To be reset by the caller.
void setHeat(const MemoryUse &Use, const MemoryUse &Total, MemoryKey Key,
             llvm::raw_ostream &OS);

} // namespace hone

#endif // HONE_RENDER_MEMORYTABLE_H
