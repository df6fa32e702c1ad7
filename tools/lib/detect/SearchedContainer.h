//===- SearchedContainer.h - what a search goes through --------*- C++ -*-===//
//
// Owns: which container of the model a linear search looks through: the one
// that the operations at the search's place are on. Knows no rule.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_SEARCHEDCONTAINER_H
#define HONE_DETECT_SEARCHEDCONTAINER_H

#include "ContainerUse.h"

#include "llvm/ADT/ArrayRef.h"

namespace hone {

/// One of Uses; null: it is none of the standard library's, or not known.
const ContainerUse *searchedContainer(const Model &M,
                                      llvm::ArrayRef<ContainerUse> Uses,
                                      const Scan &S);

} // namespace hone

#endif // HONE_DETECT_SEARCHEDCONTAINER_H
