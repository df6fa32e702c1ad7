//===- SourcePath.h - one spelling per source file -------------*- C++ -*-===//
//
// Owns: comparing names of source files that different translation units and
// the debug information spell differently.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_SOURCEPATH_H
#define HONE_PROFILE_SOURCEPATH_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace hone {

/// Name, relative to Directory if it is relative, without "." and "..". Works
/// on the text alone: the files need not exist here.
std::string absolutePath(llvm::StringRef Directory, llvm::StringRef Name);

} // namespace hone

#endif // HONE_PROFILE_SOURCEPATH_H
