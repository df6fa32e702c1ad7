//===- SearchSketch.h - what replaces a linear search ----------*- C++ -*-===//
//
// Owns: title, advice and before/after code of a linear-search finding, fitted
// to language, container and key. Knows nothing of costs.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_SEARCHSKETCH_H
#define HONE_DETECT_SEARCHSKETCH_H

#include "Finding.h"
#include "TypeText.h"

namespace hone {

struct SearchChange {
  const Scan &S;
  bool IsC;
  bool UseSorted;
  KeyClass Key;
  std::string Container; ///< in words; empty: only its type is known
  std::string Name;      ///< of the container in sketches
};

/// Fills F's Title, Fix, Before and After.
void writeSearchSketch(const SearchChange &C, Finding &F);

} // namespace hone

#endif // HONE_DETECT_SEARCHSKETCH_H
