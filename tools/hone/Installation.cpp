//===- Installation.cpp - where the parts of this hone are ----------------===//

#include "Installation.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

hone::Installation hone::findInstallation() {
  // The address is only needed where /proc is missing.
  std::string Tool = sys::fs::getMainExecutable(
      nullptr, reinterpret_cast<void *>(&findInstallation));
  StringRef Prefix = sys::path::parent_path(sys::path::parent_path(Tool));
  auto Below = [&](StringRef Name) {
    SmallString<128> Path(Prefix);
    sys::path::append(Path, Name);
    return std::string(Path);
  };
  Installation Result;
  Result.Prefix = Prefix.str();
  Result.Clang = Below("bin/hone-clang");
  Result.ClangXX = Below("bin/hone-clang++");
  Result.Config = Below("share/hone/hone.cfg");
  Result.Plugin = Below("lib/hone/hone-pass.so");
  Result.Runtime = Below("lib/hone/hone_rt.o");
  Result.Compilers = Below("lib/hone/compilers");
  return Result;
}
