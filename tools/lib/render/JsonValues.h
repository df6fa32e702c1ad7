//===- JsonValues.h - figures and names as JSON has them -------*- C++ -*-===//
//
// Owns: how what is not known, and what is no UTF-8, reads in every JSON
// report.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RENDER_JSONVALUES_H
#define HONE_RENDER_JSONVALUES_H

#include "lib/profile/Model.h"
#include "llvm/Support/JSON.h"

namespace hone {

inline llvm::json::Value jsonNumber(std::optional<uint64_t> Value) {
  return Value ? llvm::json::Value(*Value) : llvm::json::Value(nullptr);
}

/// Names come from files and command lines: not all of them are UTF-8.
inline llvm::json::Value jsonText(const std::string &Text) {
  return llvm::json::isUTF8(Text)
             ? llvm::json::Value(Text)
             : llvm::json::Value(llvm::json::fixUTF8(Text));
}

inline llvm::json::Value jsonFile(const Model &M, FileId File) {
  return File == NoId ? llvm::json::Value(nullptr)
                      : jsonText(M.Files[File].Name);
}

/// Null for 0, which stands for unknown.
inline llvm::json::Value jsonOrNull(uint64_t Value) {
  return Value ? llvm::json::Value(Value) : llvm::json::Value(nullptr);
}

/// The member "run", the same in every report.
void writeRun(const Model &M, llvm::json::OStream &J);
/// The member "notes".
void writeNotes(const Model &M, llvm::json::OStream &J);

} // namespace hone

#endif // HONE_RENDER_JSONVALUES_H
