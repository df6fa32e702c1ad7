//===- CacheSketch.h - what keeps a function's results ---------*- C++ -*-===//
//
// Owns: title, advice and before/after code of a memoize finding, fitted to
// language, arguments and result. Knows nothing of costs.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_CACHESKETCH_H
#define HONE_DETECT_CACHESKETCH_H

#include "Finding.h"

namespace hone {

struct CacheChange {
  const Memo &O;
  const Function *F; ///< may be null
  bool Threads;      ///< the run had more than one
  bool IsC;
};

/// Fills F's Title, Fix, Before and After.
void writeCacheSketch(const CacheChange &C, Finding &F);

} // namespace hone

#endif // HONE_DETECT_CACHESKETCH_H
