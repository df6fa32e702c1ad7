//===- KeyParts.h - how objects are read for hashing -----------*- C++ -*-===//
//
// Owns: which types can be hashed, and what is read of an object of such a type.
// Knows nothing of functions.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_KEYPARTS_H
#define HONE_PASS_KEYPARTS_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include <optional>

namespace hone {

/// One piece of a key. Layouts are those of libstdc++.
struct KeyPart {
  enum KindType {
    Scalar,     ///< Bytes bytes at Offset, up to 8
    Block,      ///< Bytes bytes at Offset, without padding
    String,     ///< std::string { data, size, ... }
    StringView, ///< std::string_view { size, data }
    Vector,     ///< std::vector of scalars { first, last, end }
    CString,    ///< const char *
  };
  KindType Kind;
  uint64_t Offset = 0;
  unsigned Bytes = 0;
};

/// A number of up to 8 bytes.
bool isScalar(const llvm::DIType &Type);
bool isEmptyClass(const llvm::DIType *Class);
/// Adds the scalars that a plain struct consists of; false if there is more to
/// it. Read one by one, padding stays out of the key.
bool addMembers(const llvm::DICompositeType &Struct, uint64_t Offset,
                llvm::SmallVectorImpl<KeyPart> &Parts);
/// Of a class of the library by the name that the ABI gives it, which tells
/// libstdc++'s layouts from others; nothing: it is no known one.
std::optional<KeyPart::KindType> libraryKind(llvm::StringRef Identifier);
/// How an object of that type is read, in as few parts as can be; false: it is
/// not.
bool addParts(const llvm::DIType *Type, llvm::SmallVectorImpl<KeyPart> &Parts);

} // namespace hone

#endif // HONE_PASS_KEYPARTS_H
