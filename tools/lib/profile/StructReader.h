//===- StructReader.h - the description of one struct ----------*- C++ -*-===//
//
// Owns: decoding what the pass plants of a struct of the user's (its grammar is
// in include/hone/Abi.h). Knows nothing of its use.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_STRUCTREADER_H
#define HONE_PROFILE_STRUCTREADER_H

#include "hone/Abi.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace hone {

struct StructMemberInfo {
  std::string Name; ///< empty: a base class, or a pointer to virtual functions
  std::string Type;
  U64 Offset = 0, Size = 0, Align = 1; ///< bytes
};

struct StructInfo {
  std::string Name;
  U64 File = 0; ///< hash
  U32 Line = 0;
  U64 Size = 0, Align = 1; ///< bytes
  U32 Flags = 0;           ///< StructFlags
  std::vector<StructMemberInfo> Members;
};

/// All members are within the struct, and alignments are powers of two.
llvm::Expected<StructInfo> readStruct(llvm::StringRef Description);

} // namespace hone

#endif // HONE_PROFILE_STRUCTREADER_H
