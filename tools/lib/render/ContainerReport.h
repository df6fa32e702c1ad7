//===- ContainerReport.h - containers and their use ------------*- C++ -*-===//
//
// Owns: the table of containers and its JSON form. Knows nothing of advice.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RENDER_CONTAINERREPORT_H
#define HONE_RENDER_CONTAINERREPORT_H

#include "lib/profile/Model.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"

namespace hone {

/// The containers of M that were used, those with most time in observed
/// operations first, then those with most operations.
std::vector<ContainerId> rankContainers(const Model &M);

/// Each with its operations: exact counts, and what was observed of them.
void printContainers(const Model &M, llvm::ArrayRef<ContainerId> Which,
                     bool HasColor, llvm::raw_ostream &OS);
void printContainersJson(const Model &M, llvm::ArrayRef<ContainerId> Which,
                         llvm::raw_ostream &OS);

} // namespace hone

#endif // HONE_RENDER_CONTAINERREPORT_H
