//===- Structures.h - what the cost model knows by name --------*- C++ -*-===//
//
// Owns: the structures, actions and contents that costs are known of, with the
// names they have in files. Knows nothing of figures, nor of what any structure
// is good for.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_COSTS_STRUCTURES_H
#define HONE_COSTS_STRUCTURES_H

#include "llvm/ADT/StringRef.h"

#include <optional>

namespace hone {

/// A data structure of libstdc++, or one that a suggestion may propose.
enum class Structure : unsigned {
#define HONE_STRUCTURE(Name, Text, Help) Name, ///< Help
#include "Structures.inc"
};

/// Something done to a structure that holds N elements.
enum class Action : unsigned {
#define HONE_ACTION(Name, Text, Help) Name, ///< Help
#include "Structures.inc"
};

/// What was measured for a structure to hold.
enum class Content : unsigned {
#define HONE_CONTENT(Name, Text, Help) Name, ///< Help
#include "Structures.inc"
};

inline constexpr unsigned NumStructures = 0
#define HONE_STRUCTURE(Name, Text, Help) +1
#include "Structures.inc"
    ;
inline constexpr unsigned NumActions = 0
#define HONE_ACTION(Name, Text, Help) +1
#include "Structures.inc"
    ;
inline constexpr unsigned NumContents = 0
#define HONE_CONTENT(Name, Text, Help) +1
#include "Structures.inc"
    ;

/// "sorted-vector", "find-hit", "short-string".
llvm::StringRef nameOf(Structure S);
llvm::StringRef nameOf(Action A);
llvm::StringRef nameOf(Content C);

/// The one of that name; null: there is none.
std::optional<Structure> structureNamed(llvm::StringRef Name);
std::optional<Action> actionNamed(llvm::StringRef Name);
std::optional<Content> contentNamed(llvm::StringRef Name);

/// Strings up to this length stand in the std::string itself, in libstdc++.
inline constexpr double InlineStringBytes = 15;

/// What a structure holds: keys, with a mapped value of 8 bytes where the
/// structure maps them, or elements of some size.
struct Held {
  enum Kind { Key, OwnKey, Bytes } TheKind = Key;
  Content TheContent = Content::Integer; ///< of a Key
  double Size = 8;                       ///< bytes of an element, of Bytes

  static Held integers() { return {}; }
  /// Keys that are strings, of this length on average.
  static Held strings(double Length) {
    return {Key,
            Length > InlineStringBytes ? Content::LongString
                                       : Content::ShortString,
            0};
  }
  /// Keys that the program's own code hashes and compares.
  static Held ownKeys() { return {OwnKey, Content::Integer, 0}; }
  /// Plain elements of so many bytes, which own no memory. Where they are
  /// searched, their first 8 bytes are what is compared.
  static Held elements(double Bytes) {
    return {Kind::Bytes, Content::Bytes8, Bytes};
  }
};

} // namespace hone

#endif // HONE_COSTS_STRUCTURES_H
