//===- Operations.h - operations on containers -----------------*- C++ -*-===//
//
// Owns: the words in which pass, runtime and tools speak of operations on
// containers of the standard library. Part of the ABI and of the file format
// (Abi.h). Knows nothing of LLVM, allocates nothing.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_OPERATIONS_H
#define HONE_OPERATIONS_H

#include <stdint.h>

namespace hone {

/// OperationRecord.Operation.
enum OperationKind : uint32_t {
#define HONE_OPERATION(Name, Text, How, Doc) HONE_OP_##Name,
#include "hone/Operations.inc"
  NumOperationKinds
};

/// How an operation is observed, beside being counted.
enum class Observing { Counted, Observed, Long };
inline constexpr Observing observing(uint32_t Operation) {
  constexpr Observing Table[] = {
#define HONE_OPERATION(Name, Text, How, Doc) Observing::How,
#include "hone/Operations.inc"
  };
  return Operation < NumOperationKinds ? Table[Operation] : Observing::Counted;
}

/// The runtime is asked each time whether such an operation is observed.
inline constexpr bool mayTakeLong(uint32_t Operation) {
  return observing(Operation) == Observing::Long;
}

/// Where a container keeps how many elements it has, and what its end is. Those
/// of libstdc++ and libc++ are told apart by the pass, which has also made sure
/// that the class is as large as it must be.
enum ContainerLayout : uint32_t {
  HONE_LAYOUT_UNKNOWN = 0,
  HONE_LAYOUT_VECTOR = 1, ///< { first, last, ... } of both libraries
  HONE_LAYOUT_RANGE = 2,  ///< the "container" is a first element, the argument
                          ///< the address behind the last one
  HONE_LAYOUT_LIST = 3,   ///< { next, previous, size } of both
  HONE_LAYOUT_HASH = 4, ///< { buckets, number of them, first node, size, ... }
                        ///< of both
  HONE_LAYOUT_TREE = 5, ///< libstdc++: size at 40; end is at 8
  HONE_LAYOUT_STRING = 6, ///< libstdc++, ABI of C++11: { data, size, ... }
  HONE_LAYOUT_DEQUE = 7,  ///< libstdc++: map, its size, start { cur, first,
                         ///< last, node }, finish { ... }
  HONE_LAYOUT_TREE_LIBCXX = 8,   ///< size at 16; end is at 8
  HONE_LAYOUT_STRING_LIBCXX = 9, ///< bit 0 of byte 0: { capacity, size, data },
                                 ///< else size << 1 in byte 0
  HONE_LAYOUT_DEQUE_LIBCXX = 10, ///< size at 40
};

/// How the argument of an operation is a key.
enum KeyKind : uint32_t {
  HONE_KEY_NONE = 0,     ///< it is none, or not one that can be looked into
  HONE_KEY_SIGNED = 1,   ///< its address; keyBytes says how many
  HONE_KEY_UNSIGNED = 2, ///< the same; pointers, characters and enums, too
  HONE_KEY_STRING = 3,   ///< address of a std::string of libstdc++
  HONE_KEY_STRING_LIBCXX = 4,
  HONE_KEY_VIEW = 5,        ///< address of a { length, first } of libstdc++
  HONE_KEY_VIEW_LIBCXX = 6, ///< address of a { first, length }
  HONE_KEY_CSTRING = 7,     ///< the first character's address
  HONE_KEY_INDEX = 8, ///< no key: the argument is a place, by its number
};
/// OperationRecord.Key: a KeyKind, and the bytes of an integer above it.
inline constexpr uint32_t keyWord(uint32_t Kind, uint32_t Bytes) {
  return Kind | Bytes << 8;
}
inline constexpr uint32_t keyKind(uint32_t Key) { return Key & 0xff; }
inline constexpr uint32_t keyBytes(uint32_t Key) { return Key >> 8; }

/// What a container of the standard library is in the source.
enum VariableKind : uint32_t {
  VARIABLE_UNKNOWN = 0, ///< the value of some expression
  VARIABLE_LOCAL = 1,   ///< also a static one, or an unnamed temporary
  VARIABLE_PARAMETER =
      2, ///< by reference or pointer: a container of the callers
  VARIABLE_MEMBER = 3,
  VARIABLE_GLOBAL = 4,  ///< also a static member
  VARIABLE_ELEMENT = 5, ///< an element of another container
  VARIABLE_RESULT = 6,  ///< what a function returned a reference to
};

/// What the pass sees of an operation beside its kind.
enum OperationFlags : uint32_t {
  OPERATION_KEEPS = 1, ///< its result, an iterator, a pointer or a reference,
                       ///< is stored where it outlives the function, or used
                       ///< there after the container changed
  OPERATION_TEMPORARY = 2, ///< its key is a std::string made for it alone from
                           ///< characters or a view
  OPERATION_IN_FRONT = 4,  ///< of a concatenation: what is added comes first
};

/// What __hone_operation_begin leaves for __hone_operation_end, in the frame of
/// the function that makes the operation; the runtime alone knows what.
struct OperationSlot {
  uint64_t Words[10];
};

} // namespace hone

#endif // HONE_OPERATIONS_H
