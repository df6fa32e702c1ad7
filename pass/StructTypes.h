//===- StructTypes.h - structs of the user's and their members -*- C++ -*-===//
//
// Owns: which struct types of the IR are structs or classes that the user's
// code declares, and their description for the tools, planted once per program.
// Knows nothing of how they are used.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_STRUCTTYPES_H
#define HONE_PASS_STRUCTTYPES_H

#include "DebugTypes.h"
#include "PlantedData.h"
#include "llvm/IR/Operator.h"
#include <memory>

namespace hone {

struct StructMember {
  std::string Name; ///< empty: a base class, or a pointer to virtual functions
  const llvm::DIType *Type = nullptr;
  uint64_t Offset = 0, Size = 0, Align = 1; ///< bytes
};

struct UserStruct {
  const llvm::DICompositeType *Type = nullptr;
  std::string Name;
  uint64_t Size = 0, Align = 1;      ///< bytes
  U32 Flags = 0;                     ///< StructFlags
  std::vector<StructMember> Members; ///< by offset

  /// Index of the member that a byte belongs to, or null: it is padding.
  std::optional<unsigned> memberAt(uint64_t Byte) const;
};

class StructTypes {
public:
  explicit StructTypes(llvm::Module &M) : M(M) {}

  /// Finds out from debug information what the structs are whose members F
  /// takes the addresses of. Of all functions, before the first is asked for.
  void learn(llvm::Function &F);

  /// The struct that a type of the IR, or of debug information, is; null: none
  /// that is worth describing.
  const UserStruct *of(const llvm::StructType *Type) const;
  const UserStruct *of(const llvm::DIType *Type) const;

  /// Puts the description into the module and returns its hash.
  static U64 plant(const UserStruct &Struct, PlantedData &Data);

private:
  const UserStruct *describe(const llvm::DICompositeType *Type,
                             llvm::StringRef Typedef);

  llvm::Module &M;
  llvm::DenseMap<const llvm::StructType *, const UserStruct *> OfIr;
  llvm::DenseMap<const llvm::DICompositeType *, std::unique_ptr<UserStruct>>
      Described; ///< null: not worth it
};

/// The type of the object that a pointer leads to, also of an element that it
/// was moved to; null: unknown.
const llvm::DIType *objectType(const DebugTypes &Types,
                               const llvm::Value *Pointer);

} // namespace hone

#endif // HONE_PASS_STRUCTTYPES_H
