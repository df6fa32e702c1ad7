//===- ScanPredicate.h - what a search's predicate asks --------*- C++ -*-===//
//
// Owns: whether a predicate given to a library search holds only for elements
// that equal a key from outside (I.Id == Key), and which of the element's
// members that is:
//
//   pred(elem):  %id = load (elem + 8)        Equality, "Item::Id", int
//                ret (%id == %captured)
//
// Knows nothing of which search it is, and changes nothing.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_SCANPREDICATE_H
#define HONE_PASS_SCANPREDICATE_H

#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstrTypes.h"
#include <string>

namespace hone {

class Effects;

struct ScanPredicate {
  enum KindType {
    Unknown,  ///< its code is not known, or no key alone decides
    Equality, ///< it can hold only where the key is equal
    Other,    ///< there is no such key, or it does more than compare
  };
  KindType Kind = Unknown;
  std::string Field;    ///< "Item::Id"; empty: the element itself, or unknown
  bool IsAlone = false; ///< nothing but that key decides
  std::string Key;      ///< type of what is compared; empty: unknown
};

/// The predicate of Call, which is of that class; null: a function's address.
/// Sought: the result of the predicate that the search looks for.
ScanPredicate examinePredicate(const llvm::CallBase &Call,
                               const llvm::DIType *Class, bool Sought,
                               Effects &E);

} // namespace hone

#endif // HONE_PASS_SCANPREDICATE_H
