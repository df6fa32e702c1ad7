//===- DebugTypes.h - types of values, as people write them ----*- C++ -*-===//
//
// Owns: the way from a value of clang's unoptimized IR to its type in the
// source, through debug info: variables, members at offsets, what pointers
// point to. An answer may be missing; it is for people, nothing is decided on
// it except what MemoObserver asks by typeName.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_DEBUGTYPES_H
#define HONE_PASS_DEBUGTYPES_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Function.h"
#include <string>

namespace hone {

/// "const std::vector<int> &"; default allocators and the like are left out.
std::string typeName(const llvm::DIType *Type);

/// The same of a type's whole name: "std::__1::vector<int, std::...>".
std::string shortTypeName(std::string Name);

/// T without typedefs, const and volatile.
const llvm::DIType *plainType(const llvm::DIType *Type);

/// What a pointer or reference type leads to, or null.
const llvm::DIType *targetOf(const llvm::DIType *Type);

/// Type argument number Index of a template, or null.
const llvm::DIType *templateArgument(llvm::DITemplateParameterArray Parameters,
                                     unsigned Index);

/// Whether a class is of the standard library, in whichever inline namespace.
bool isOfStd(const llvm::DIType &Type);

/// What stands at an offset in an object.
struct MemberPlace {
  const llvm::DIType *Type = nullptr;
  /// The innermost member of a class of the user's on the way there, and the
  /// class that declares it; null: none.
  const llvm::DIDerivedType *Member = nullptr;
  const llvm::DICompositeType *Class = nullptr;
  bool IsElement = false; ///< of an array on the way there
};

/// Follows members until Bytes are used up and Levels members were entered, and
/// on through first members while Enter says so. Null type: there is none.
MemberPlace memberPlace(const llvm::DIType *Type, uint64_t Bytes,
                        unsigned Levels,
                        llvm::function_ref<bool(const llvm::DIType *)> Enter);

/// The container that an iterator class belongs to; empty: unknown.
std::string containerName(const llvm::DICompositeType *Iterator);

class DebugTypes {
public:
  explicit DebugTypes(llvm::Function &F);

  const llvm::DIType *typeOf(const llvm::Value *V) const;

  /// What a sequence is called that starts at Base plus Offset bytes: the class
  /// of a container, an array, a pointer to its elements; empty: unknown.
  std::string sequenceName(const llvm::Value *Base, int64_t Offset) const;

  /// The variable that an alloca is, or null.
  const llvm::DILocalVariable *variable(const llvm::Value *Storage) const {
    return Variables.lookup(Storage);
  }

private:
  const llvm::DIType *pointeeOf(const llvm::Value *Pointer,
                                unsigned Depth) const;
  const llvm::DIType *typeOf(const llvm::Value *V, unsigned Depth) const;

  llvm::DenseMap<const llvm::Value *, const llvm::DILocalVariable *> Variables;
};

} // namespace hone

#endif // HONE_PASS_DEBUGTYPES_H
