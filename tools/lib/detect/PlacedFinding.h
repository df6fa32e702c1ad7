//===- PlacedFinding.h - what to say of elements that move -----*- C++ -*-===//
//
// Owns: the findings of front-insert-erase and middle-insert-erase in words and
// sketches. Which of the two rules it is, is the caller's.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_PLACEDFINDING_H
#define HONE_DETECT_PLACEDFINDING_H

#include "Finding.h"
#include "PlacedChanges.h"

namespace hone {

/// Best: of alternativesTo, not empty.
Finding placedFinding(llvm::StringRef Rule, const Model &M,
                      const ContainerUse &Use, const PlacedChanges &P,
                      llvm::ArrayRef<PlacedAlternative> Best);

} // namespace hone

#endif // HONE_DETECT_PLACEDFINDING_H
