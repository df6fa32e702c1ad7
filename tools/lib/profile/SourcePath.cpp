//===- SourcePath.cpp -----------------------------------------------------===//
//
// Owns: the comparison of paths as text. Must not touch the file system.
//
//===----------------------------------------------------------------------===//

#include "SourcePath.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace llvm;

std::string hone::absolutePath(StringRef Directory, StringRef Name) {
  SmallString<256> Path;
  if (!sys::path::is_absolute(Name))
    Path = Directory;
  sys::path::append(Path, Name);
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return std::string(Path);
}
