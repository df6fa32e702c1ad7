//===- ScanPlaces.h - searches and scans by place --------------*- C++ -*-===//
//
// Owns: the sums of what all copies of one place in the source (instantiations,
// inlined functions of several modules) observed. Knows no rule.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_SCANPLACES_H
#define HONE_DETECT_SCANPLACES_H

#include "lib/profile/Model.h"

namespace hone {

enum class ScanSort {
  Search, ///< of an element in a sequence
  Buffer  ///< strlen and its kin, and loops like them: elements are bytes
};

std::vector<Scan> scanPlaces(const Model &M, ScanSort Sort);

} // namespace hone

#endif // HONE_DETECT_SCANPLACES_H
