//===- CacheSketch.h - what keeps a function's results ---------*- C++ -*-===//
//
// Owns: title, advice and before/after code of findings that propose a cache, fitted to
// language, arguments and result. Knows nothing of costs.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_CACHESKETCH_H
#define HONE_DETECT_CACHESKETCH_H

#include "CachedFunction.h"

namespace hone {

struct CacheChange {
  const CachedFunction &C;
  bool Threads;      ///< the run had more than one
  bool IsC;
};

/// Fills F's Title, Fix, Before and After.
void writeCacheSketch(const CacheChange &C, Finding &F);
/// The same for a cache whose results live for so long ("300 s").
void writeAgedCacheSketch(const CachedFunction &C, const std::string &Life,
                          Finding &F);

/// The same for a server that several processes ask.
void writeSharedCacheSketch(const Memo &O, const Function &Called, Finding &F);

} // namespace hone

#endif // HONE_DETECT_CACHESKETCH_H
