//===- ContainerType.h - what a container's type tells ---------*- C++ -*-===//
//
// Owns: reading the type of a container of the standard library: which family
// it is of, its key and value, whether it has an order or a hash of its own.
// Knows nothing of use or cost.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_CONTAINERTYPE_H
#define HONE_DETECT_CONTAINERTYPE_H

#include "TypeText.h"

namespace hone {

enum class Family {
  Vector,
  Deque,
  List,
  ForwardList,
  Array,
  String,
  View, ///< string_view, span
  Map,
  Set,
  MultiMap,
  MultiSet,
  HashMap,
  HashSet,
  HashMultiMap,
  HashMultiSet,
  Adaptor, ///< stack, queue, priority_queue
  Bitset,
  Other
};

struct ContainerType {
  Family TheFamily = Family::Other;
  std::string Name;  ///< "std::map<int, std::string>"
  std::string Key;   ///< of the keyed ones
  std::string Value; ///< mapped type, or element of a sequence; empty for sets
  bool HasOwnOrder = false; ///< a comparator or a hash that is not the default
  KeyClass TheKeyClass = KeyClass::Other;

  bool isOrdered() const; ///< map, set and their multi variants
  bool isHash() const;    ///< the unordered ones
  bool isKeyed() const { return isOrdered() || isHash(); }
  bool isMap() const; ///< has values beside keys
  bool isMulti() const;
};

ContainerType containerType(llvm::StringRef Type);

/// "std::unordered_map<int, std::string>" for "map" of an ordered one.
std::string withTemplate(const ContainerType &Type, llvm::StringRef Template);

} // namespace hone

#endif // HONE_DETECT_CONTAINERTYPE_H
