//===- PlaceWords.h - places as people write them --------------*- C++ -*-===//
//
// Owns: how a place in the source reads within a sentence: without its folder.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_PLACEWORDS_H
#define HONE_DETECT_PLACEWORDS_H

#include "lib/profile/Model.h"

#include "llvm/Support/Path.h"

namespace hone {

/// "a.cpp:12"; the file must be known.
inline std::string placeWords(const Model &M, FileId File, uint32_t Line) {
  return llvm::sys::path::filename(M.Files[File].Name).str() + ":" +
         std::to_string(Line);
}

} // namespace hone

#endif // HONE_DETECT_PLACEWORDS_H
