//===- Compat.h - what differs between LLVM 16 and 19 ----------*- C++ -*-===//
//
// Owns: every difference between the supported LLVM versions that reading and
// evaluating profiles meets. No other file of tools/lib tests
// LLVM_VERSION_MAJOR.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_COMPAT_H
#define HONE_PROFILE_COMPAT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Object/BuildID.h"
#include "llvm/Object/ObjectFile.h"

namespace hone::compat {

/// The GNU build id of an object file, empty if it has none.
inline llvm::ArrayRef<uint8_t> buildId(const llvm::object::ObjectFile &Object) {
#if LLVM_VERSION_MAJOR >= 17
  return llvm::object::getBuildID(&Object);
#else
  return llvm::object::getBuildID(&Object).value_or(llvm::ArrayRef<uint8_t>());
#endif
}

} // namespace hone::compat

#endif // HONE_PROFILE_COMPAT_H
