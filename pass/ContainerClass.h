//===- ContainerClass.h - classes of the standard library ------*- C++ -*-===//
//
// Owns: which containers and iterators of libstdc++ and libc++ there are, by
// their names, and how a container's memory is laid out. Knows nothing of what
// is done to them.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_CONTAINERCLASS_H
#define HONE_PASS_CONTAINERCLASS_H

#include "hone/Abi.h"
#include "llvm/ADT/StringRef.h"

namespace hone {

/// Sets of classes, as bits.
enum ContainerClass : U32 {
  NoContainer = 0,
  Vector = 1 << 0,
  Deque = 1 << 1,
  List = 1 << 2,
  ForwardList = 1 << 3,
  Array = 1 << 4,
  String = 1 << 5,
  View = 1 << 6,
  Span = 1 << 7,
  Bitset = 1 << 8,
  Ordered = 1 << 9, ///< set, map and multi*
  Hash = 1 << 10,   ///< unordered_*
  Adaptor = 1 << 11,
  Iterator = 1 << 12,
  ReverseIterator = 1 << 13, ///< also Iterator
  Pointer = 1 << 14,         ///< unique_ptr, optional: they lead to an object
  Maps = 1 << 15,            ///< also Ordered or Hash: elements are pairs

  Sequence = Vector | Deque | List | ForwardList | Array | String | View | Span,
  Keyed = Ordered | Hash,
  All = Sequence | Keyed | Bitset | Adaptor,
};

/// The class of a name like "std::__1::vector<int, ...>"; NoContainer for what
/// is nested in one, too.
U32 containerClass(llvm::StringRef Scope);

/// The same of a name without its namespaces: "vector<int, ...>".
U32 containerClassOf(llvm::StringRef Name);

/// Whether a name, a function's scope or a parameter's type, is libc++'s.
bool isLibcxx(llvm::StringRef Name);

/// "vector<int>" of "std::__1::vector<int>"; empty: not of the library.
llvm::StringRef withoutStd(llvm::StringRef Name);

/// Layout of a container of that size in bytes.
ContainerLayout containerLayout(llvm::StringRef Scope, uint64_t Size);

} // namespace hone

#endif // HONE_PASS_CONTAINERCLASS_H
