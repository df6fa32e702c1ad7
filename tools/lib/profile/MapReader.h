//===- MapReader.h - the map of source regions -----------------*- C++ -*-===//
//
// Owns: decoding a function's map of source regions (its grammar is in
// include/hone/Abi.h) into the structures of LLVM's coverage library. Every
// number is checked, since maps come from files. Knows nothing of counts.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_MAPREADER_H
#define HONE_PROFILE_MAPREADER_H

#include "hone/Abi.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ProfileData/Coverage/CoverageMapping.h"
#include "llvm/Support/Error.h"
#include <vector>

namespace hone {

struct SourceMap {
  std::vector<U32> Files; ///< indexes into FunctionInfo::Files
  std::vector<llvm::coverage::CounterExpression> Expressions;
  std::vector<llvm::coverage::CounterMappingRegion> Regions;
};

/// NumFiles and NumCounters: of the function's files and region counters.
llvm::Expected<SourceMap> readMap(llvm::StringRef Bytes, size_t NumFiles,
                                  size_t NumCounters);

} // namespace hone

#endif // HONE_PROFILE_MAPREADER_H
