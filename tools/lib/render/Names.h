//===- Names.h - how functions and places are spelled ----------*- C++ -*-===//
//
// Owns: the spelling of functions and places in every text form.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RENDER_NAMES_H
#define HONE_RENDER_NAMES_H

#include "lib/profile/Model.h"

namespace hone {

enum class Demangle {
  Full,   ///< ns::f<int>(std::vector<int> const&)
  Simple, ///< ns::f<int>
  No,     ///< the linkage name
};

std::string functionName(const Function &F, Demangle Style);
/// "<uninstrumented>" for NoId.
std::string functionName(const Model &M, FunctionId Id, Demangle Style);

/// "src/a.cpp:12"; "a.cpp" with line 0; "?" without a file.
std::string placeName(const Model &M, FileId File, uint32_t Line);

/// pstats' name of a function: filename:lineno(function).
std::string standardName(const Model &M, const Function &F, Demangle Style);

} // namespace hone

#endif // HONE_RENDER_NAMES_H
