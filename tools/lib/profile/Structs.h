//===- Structs.h - structs of the source and their use ---------*- C++ -*-===//
//
// Owns: what the model says of the structs and classes that the program's code
// declares: their members, and how often those are read and written. Knows
// nothing of what is good or bad about any of it.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_STRUCTS_H
#define HONE_PROFILE_STRUCTS_H

#include "hone/Abi.h"
#include <cstdint>
#include <string>
#include <vector>

namespace hone {

/// What is done with an object, or with a member of it; exact counts. Objects
/// that are local variables are left out.
struct FieldHeat {
  uint64_t Loads = 0, Stores = 0;
  uint64_t Addresses = 0; ///< times its address was given to other code

  uint64_t uses() const { return Loads + Stores + Addresses; }
  void add(const FieldHeat &More) {
    Loads += More.Loads;
    Stores += More.Stores;
    Addresses += More.Addresses;
  }
};

struct StructMember {
  std::string Name; ///< empty: a base class, or a pointer to virtual functions
  std::string Type;
  uint64_t Offset = 0, Size = 0, Align = 1; ///< bytes
  FieldHeat Heat;
};

/// The uses of a struct on one line of the source.
struct StructLine {
  uint32_t File = ~0u; ///< FileId
  uint32_t Line = 0;
  uint32_t Function = ~0u;        ///< FunctionId
  std::vector<FieldHeat> Members; ///< as StructType::Members
};

/// A place where objects are asked for from the allocator.
struct StructAllocation {
  uint32_t File = ~0u;
  uint32_t Line = 0;
  uint64_t Count = 0; ///< times it was reached
};

/// What one function does.
struct StructVisits {
  uint32_t Function = ~0u;
  /// Blocks of code executed that use a member, by members: the largest is how
  /// many objects it looks at, or more where it looks at one in several blocks.
  std::vector<uint64_t> Members;
};

struct StructType {
  std::string Name;
  uint32_t File = ~0u; ///< FileId of the declaration
  uint32_t Line = 0;
  uint64_t Size = 0, Align = 1;      ///< bytes
  uint32_t Flags = 0;                ///< StructFlags
  std::vector<StructMember> Members; ///< by offset
  FieldHeat Copies;                  ///< of whole objects
  bool IsRaw = false;            ///< some code takes objects for rows of bytes
  std::vector<StructLine> Lines; ///< by function, file, line
  std::vector<StructVisits> Visits; ///< by function
  std::vector<StructAllocation> Allocations;
};

} // namespace hone

#endif // HONE_PROFILE_STRUCTS_H
