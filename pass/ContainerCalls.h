//===- ContainerCalls.h - calls that do something to containers -*- C++ -*-===//
//
// Owns: what a call of the standard library does to a container, as the name of
// the callee says: ContainerCalls.inc lists the functions. Knows nothing of
// which container it is, and changes nothing.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_CONTAINERCALLS_H
#define HONE_PASS_CONTAINERCALLS_H

#include "hone/Abi.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/IR/InstrTypes.h"
#include <memory>
#include <string>

namespace hone {

struct LibraryCall {
  enum KindType {
    OnContainer, ///< Object is the container
    OnIterator,  ///< Object is an iterator, or where one is
    OnArguments, ///< of whichever arguments are containers
    // No operations, but how one gets from one object to another:
    Same,    ///< returns Object, or a part of it, or what it leads to
    Element, ///< returns the element that Object, an iterator, stands at
    Copy,    ///< makes an iterator of another one, which is argument Object
    Other,   ///< none of these
  };
  enum RoleType { None, Key, SecondKey, Place, Index, End };

  KindType Kind = Other;
  OperationKind Operation = HONE_OP_Other;
  bool IsObserved = false;
  unsigned Object = 0;   ///< operand
  RoleType Role = None;  ///< of the operation's argument
  unsigned Argument = 0; ///< operand
  ContainerLayout Layout = HONE_LAYOUT_UNKNOWN;
  U32 ElementSize = 0;
  U32 KeyWord = HONE_KEY_NONE;
  std::string Type; ///< of the container, as people write it; empty: unknown

  bool isOperation() const { return Kind <= OnArguments; }
  /// Whether the result is a reference or pointer to an element.
  bool yieldsElement() const;
};

class ContainerCalls {
public:
  /// Null: the callee is not known, or not of the standard library.
  const LibraryCall *of(const llvm::CallBase &Call);

private:
  llvm::DenseMap<const llvm::Function *, std::unique_ptr<LibraryCall>> Known;
};

} // namespace hone

#endif // HONE_PASS_CONTAINERCALLS_H
