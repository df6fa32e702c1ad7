//===- ContainerVariables.h - which variable a container is ----*- C++ -*-===//
//
// Owns: the way from an address in clang's unoptimized IR, of a container or of
// an iterator, to the variable of the source that the container is: a local, a
// parameter, a member, a global, an element of another container, the result of
// a function. Decides nothing; an unsure answer is VARIABLE_UNKNOWN.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_CONTAINERVARIABLES_H
#define HONE_PASS_CONTAINERVARIABLES_H

#include "ContainerCalls.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Operator.h"
#include <optional>
#include <vector>

namespace hone {

struct ContainerVariable {
  VariableKind Kind = VARIABLE_UNKNOWN;
  std::string Name, Type;
  const llvm::DIFile *File = nullptr; ///< of its declaration, or the expression
  unsigned Line = 0;
  /// Of a PARAMETER the number of the argument in the IR; of a RESULT the
  /// function's calleeHash; of an ELEMENT the index of what it is an element
  /// of.
  U64 Whose = 0;
};

class ContainerVariables {
public:
  ContainerVariables(llvm::Function &F, ContainerCalls &Calls);

  /// Index of the container at that address. Type: as people write it.
  unsigned ofContainer(const llvm::Value *Address, llvm::StringRef Type,
                       const llvm::DILocation &At);
  /// Index of the container that an iterator belongs to: Iterator is its
  /// address, or a value that was loaded from where it is.
  unsigned ofIterator(const llvm::Value *Iterator, llvm::StringRef Type,
                      const llvm::DILocation &At);
  /// The same of an address of which it is not known whether a container stands
  /// there; null: there is none, or it is no variable.
  std::optional<unsigned> ifContainer(const llvm::Value *Address);

  llvm::ArrayRef<ContainerVariable> all() const { return All; }

  /// Whether it is the storage of something that has no name.
  bool isTemporary(const llvm::AllocaInst &Storage) const {
    return !Declared.count(&Storage);
  }

  /// The only value that is ever stored to a variable; null: there are several,
  /// or its address is given away.
  const llvm::Value *onlyStoredTo(const llvm::AllocaInst &Storage);

private:
  /// An object: what it is a variable of, or a part of, and its type.
  struct Place : ContainerVariable {
    const llvm::DIType *Object = nullptr;
  };
  static bool isContainer(const llvm::DIType *Type);
  std::string nameOf(const Place &Of, llvm::StringRef Type);
  static void enterMembers(Place &Of, uint64_t Bytes, unsigned Levels,
                           bool ToContainer);
  static constexpr unsigned MaxDepth = 16;
  using Visited = llvm::SmallPtrSet<const llvm::Value *, 8>;

  Place placeOf(const llvm::Value *Address, unsigned Depth);
  Place placeOfStorage(const llvm::AllocaInst &Storage);
  Place placeOfGlobal(const llvm::GlobalVariable &Global);
  Place placeOfPart(const llvm::GEPOperator &Gep, unsigned Depth);
  Place placeOfTarget(const llvm::Value *Pointer, unsigned Depth);
  Place placeOfResult(const llvm::CallBase &Call, unsigned Depth);
  Place placeOfVariable(const llvm::DILocalVariable &Variable) const;
  Place elementOf(unsigned Container, const llvm::CallBase &Call) const;

  /// Null: unknown. Nothing new is said by what was visited before.
  struct Answer {
    bool IsKnown = true;
    std::optional<unsigned> Variable;
    void add(Answer Other);
  };
  Answer containerOf(const llvm::Value *Iterator, Visited &Seen,
                     unsigned Depth);
  Answer containerOfStorage(const llvm::AllocaInst &Storage, Visited &Seen,
                            unsigned Depth);
  Answer containerOfStored(const llvm::AllocaInst &Storage, Visited &Seen,
                           unsigned Depth);
  Answer containerOfResult(const llvm::CallBase &Call, Visited &Seen,
                           unsigned Depth);
  Answer containerAt(const llvm::Value *Address, llvm::StringRef Type,
                     unsigned Depth);

  unsigned indexOf(ContainerVariable Variable);

  ContainerCalls &Calls;
  // What was found out before: a variable may have thousands of uses.
  llvm::DenseMap<const llvm::AllocaInst *, const llvm::Value *> OnlyStored;
  llvm::DenseMap<const llvm::AllocaInst *, Answer> OfIterators;
  llvm::DenseMap<const llvm::DIType *, std::string> Names;
  std::vector<ContainerVariable> All;
  llvm::StringMap<unsigned> Index; ///< by content
  llvm::DenseMap<const llvm::Value *, const llvm::DILocalVariable *> Declared;
  /// Allocas that hold the address of the variable.
  llvm::DenseMap<const llvm::Value *, const llvm::DILocalVariable *> Holders;
};

} // namespace hone

#endif // HONE_PASS_CONTAINERVARIABLES_H
