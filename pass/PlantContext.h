//===- PlantContext.h - what an observer needs of the module ---*- C++ -*-===//
//
// Owns: the handful of things that an observer is given to plant with. The
// observers look at clang's own IR: they run before counters and hooks are
// planted into the function, and after its FlowGraph was built.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_PLANTCONTEXT_H
#define HONE_PASS_PLANTCONTEXT_H

#include "FlowGraph.h"
#include "PlantedData.h"

namespace hone {

class Effects;

struct PlantContext {
  PlantedData &Data;
  const FlowGraph &Graph; ///< of the function that is being observed
  Placement Where;        ///< of the function's records
  Effects &TheEffects;    ///< one for the whole module
};

/// A placement of its own for a record whose content is Text: two translation
/// units that see a shared function differently must not mix their records.
inline Placement placementFor(const PlantContext &C, llvm::StringRef Text) {
  U64 Hash = hashBytes(Text.data(), Text.size());
  return {C.Where.Key + "." + llvm::utohexstr(Hash, /*LowerCase=*/true),
          C.Where.Shared};
}

} // namespace hone

#endif // HONE_PASS_PLANTCONTEXT_H
