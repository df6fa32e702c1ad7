//===- SearchedContainer.cpp - what a search goes through -----------------===//
//
// Owns: the join of searches with operations, which hone observes apart.
//
//===----------------------------------------------------------------------===//

#include "SearchedContainer.h"

using namespace llvm;

namespace hone {

/// A loop's body is compared on the line of its head or the next one.
static constexpr uint32_t BodyLines = 1;

/// Whether O is what a search does to the container that it looks through.
static bool isPartOf(const Operation &O, const Scan &S) {
  static const Kinds Searches = {HONE_OP_SearchValue, HONE_OP_SearchAll};
  static const Kinds Steps = {HONE_OP_Begin, HONE_OP_Index, HONE_OP_At};
  if (O.File != S.File || O.Function != S.Function || !O.Count)
    return false;
  if (S.Kind != HONE_SCAN_LOOP && Searches.contains(O.Kind))
    return O.Line == S.Line && O.Column == S.Column;
  // An index counts if it is asked for as often as elements are looked at.
  return Steps.contains(O.Kind) && O.Line >= S.Line &&
         O.Line <= S.Line + (S.Kind == HONE_SCAN_LOOP ? BodyLines : 0) &&
         (O.Kind == HONE_OP_Begin || O.Count >= S.Elements);
}

const ContainerUse *
searchedContainer(const Model &M, ArrayRef<ContainerUse> Uses, const Scan &S) {
  const ContainerUse *Found = nullptr;
  for (const ContainerUse &Use : Uses) {
    bool IsHere = Use.container().Kind != VARIABLE_UNKNOWN &&
                  any_of(Use.container().Operations, [&](uint32_t I) {
                    return isPartOf(M.Operations[I], S);
                  });
    if (!IsHere)
      continue;
    if (Found)
      return nullptr; // several: which of them is not known
    Found = &Use;
  }
  return Found;
}

} // namespace hone
