//===- ContainerFinding.h - what findings on containers share --*- C++ -*-===//
//
// Owns: the parts of a finding that are the same whatever the rule: where it
// is, what is said of the container, and what lowers confidence in any change
// of one. Knows no rule.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_CONTAINERFINDING_H
#define HONE_DETECT_CONTAINERFINDING_H

#include "ContainerUse.h"
#include "Finding.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace hone {

/// With the lines to change, evidence on the container, no title. At: the
/// costly operation; null: the declaration is what to change.
Finding containerFinding(const Model &M, const ContainerUse &Use,
                         llvm::StringRef Rule, const Operation *At);

/// Appends figures to F's evidence.
void addEvidence(Finding &F,
                 std::vector<std::pair<std::string, llvm::json::Value>> More);

/// "app.cpp:31, app.cpp:47 and 3 more": distinct lines, in the order given.
std::string placeWords(const Model &M,
                       llvm::ArrayRef<const Operation *> Places);

/// Sets the confidence: Most if nothing is against it. Lower if other code uses
/// the container, or with fewer samples than tell anything.
void setConfidence(Finding &F, const ContainerUse &Use, Confidence Most,
                   std::string Why, uint64_t Samples);

/// What holds for any other container in its place: threads, and iterators and
/// references that outlive a function.
void addStabilityRisks(Finding &F, const ContainerUse &Use);

/// The name to write in sketches: "Cache" of "ChromSweep::Cache".
std::string sketchName(const Container &C);

/// Every operation on it.
Kinds allKinds();

} // namespace hone

#endif // HONE_DETECT_CONTAINERFINDING_H
