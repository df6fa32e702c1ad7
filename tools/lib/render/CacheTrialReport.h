//===- CacheTrialReport.h - what the trial of a cache found -----*- C++ -*-===//
//
// Owns: the text and the JSON of it. Knows nothing of how the runs were made.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RENDER_CACHETRIALREPORT_H
#define HONE_RENDER_CACHETRIALREPORT_H

#include "lib/detect/Advice.h"
#include "lib/trial/CacheTrial.h"
#include "llvm/Support/raw_ostream.h"

namespace hone {

/// Command: what was run, for people.
void printCacheTrial(const Suggestion &S, const CacheTrial &T,
                     llvm::StringRef Command, llvm::raw_ostream &OS);
void printCacheTrialJson(const Suggestion &S, const CacheTrial &T,
                         llvm::raw_ostream &OS);

} // namespace hone

#endif // HONE_RENDER_CACHETRIALREPORT_H
