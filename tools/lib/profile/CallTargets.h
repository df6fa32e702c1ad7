//===- CallTargets.h - what a call instruction calls -----------*- C++ -*-===//
//
// Owns: the names of functions of other objects that a binary calls, from its
// code and its relocations, and where hone's own code stands in it. Library
// functions that are local to their library, such as memcpy's many forms, have
// names only there.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_CALLTARGETS_H
#define HONE_PROFILE_CALLTARGETS_H

#include "hone/Abi.h"
#include "llvm/Object/ELFObjectFile.h"
#include <map>
#include <optional>
#include <string>

namespace hone {

class CallTargets {
public:
  /// Fails if the file at Path cannot be read.
  static llvm::Expected<CallTargets> read(llvm::StringRef Path);

  /// The linkage name of the function of another object that is called by the
  /// instruction whose last byte is at CallEnd. Empty: none, or not known (an
  /// indirect call, or not an x86-64 binary).
  llvm::StringRef nameAt(U64 CallEnd) const;
  /// True if hone's runtime stands at Address.
  bool isRuntime(U64 Address) const {
    return Address - RuntimeBegin < RuntimeSize;
  }

private:
  /// Up to Size bytes of code at Address; fewer where it ends.
  llvm::StringRef code(U64 Address, size_t Size) const;
  llvm::StringRef importAt(U64 Slot) const;

  llvm::object::OwningBinary<llvm::object::ObjectFile> File;
  struct Section {
    U64 Address;
    llvm::StringRef Bytes;
  };
  std::vector<Section> Code;
  std::map<U64, std::string> Imports; ///< by address of their pointer (GOT)
  U64 RuntimeBegin = 0, RuntimeSize = 0;
};

} // namespace hone

#endif // HONE_PROFILE_CALLTARGETS_H
