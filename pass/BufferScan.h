//===- BufferScan.h - calls that walk through a buffer ---------*- C++ -*-===//
//
// Owns: the table of library functions that read a buffer from its beginning
// until they find something, and how far they came, as code. What they look
// for, and whether a table would find it, is ScanCall's.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_BUFFERSCAN_H
#define HONE_PASS_BUFFERSCAN_H

#include "llvm/ADT/StringRef.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstrTypes.h"
#include <optional>

namespace hone {

struct BufferScan {
  enum MeasureType {
    ByLength, ///< the result is the number of units
    ByPlace,  ///< the result points at what was found; null: up to the 0
    BySize,   ///< the same, but null: up to the size, which is argument 2
    ByRange,  ///< the argument after First is the end
    ByIndex,  ///< of std::string: the result is the index of what was found
    ByText,   ///< up to the 0, or it is not known
  };
  llvm::StringRef What; ///< "strlen"
  MeasureType Measure = ByText;
  unsigned First = 0;    ///< the argument that the buffer is given by
  unsigned UnitSize = 1; ///< bytes, of what the result counts
  bool IsView = false;   ///< ByIndex: of std::string_view
};

/// Call, if it scans a buffer that is no constant of the program.
std::optional<BufferScan> asBufferScan(const llvm::CallBase &Call);

/// Where the scan began and how many bytes it came, or ~0 for up to the 0 byte;
/// behind Call.
std::pair<llvm::Value *, llvm::Value *> scannedBytes(llvm::IRBuilder<> &Builder,
                                                     llvm::CallBase &Call,
                                                     const BufferScan &Scan);

} // namespace hone

#endif // HONE_PASS_BUFFERSCAN_H
