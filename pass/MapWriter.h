//===- MapWriter.h - clang's map of source regions, told shorter -*- C++ -*-=//
//
// Owns: the encoding of the map of source regions (include/hone/Abi.h). Knows
// nothing of nodes and of the functions' other data.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_MAPWRITER_H
#define HONE_PASS_MAPWRITER_H

#include "CoverageMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace hone {

/// FileIndex numbers the blob's files, which are asked for by absolute path.
std::string
writeMap(const FunctionRegions &Regions,
         llvm::function_ref<unsigned(llvm::StringRef)> FileIndex);

} // namespace hone

#endif // HONE_PASS_MAPWRITER_H
