//===- TypeText.h - what a type's name tells -------------------*- C++ -*-===//
//
// Owns: reading names of C and C++ types as they stand in debug information, as
// far as findings need it: to print them shorter, to tell keys that are cheap
// to hash from others, and to fit sketches to them. Knows nothing of findings.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_TYPETEXT_H
#define HONE_DETECT_TYPETEXT_H

#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace hone {

/// How a key is hashed and compared, which decides what a look-up costs.
enum class KeyClass { Integer, Floating, String, Other };

/// "std::__cxx11::basic_string<char, ...>" -> "std::string"; default
/// allocators, comparators and inline namespaces are left out.
std::string shortType(llvm::StringRef Type);

/// Without const, volatile, references and spaces around.
std::string valueType(llvm::StringRef Type);

/// The element of a sequence: first template argument, pointee or array
/// element; empty if the name does not tell.
std::string elementType(llvm::StringRef Container);

/// Splits "int, const std::pair<int, int>&" at its outer commas.
std::vector<std::string> splitTypes(llvm::StringRef List);

KeyClass keyClass(llvm::StringRef Type);

/// Bytes of a value of this type; for strings and vectors including a guess of
/// what they own; 0 if the name does not tell.
unsigned approximateSize(llvm::StringRef Type);

} // namespace hone

#endif // HONE_DETECT_TYPETEXT_H
