//===- SampledTimes.h - what samples say of lines and functions -*- C++ -*-===//
//
// Owns: the times that come from the call tree: of lines, of functions (those
// without hooks have no others), and of call edges.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_SAMPLEDTIMES_H
#define HONE_PROFILE_SAMPLEDTIMES_H

#include "Model.h"

namespace hone {

/// Fills in what samples tell, from CallTree and Samples: weights of samples,
/// times of nodes, lines, functions and edges, and Run::SampledNs.
///
/// Time in library code goes to the user's line that called it. A line without
/// a count (a function's opening line, say) stands for the next one that has
/// one. What the hooks measured of
/// a function's own time is shared out among the samples that were taken in it:
/// functions without hooks, inlined or throttled, take their time from the one
/// in whose frame they were found, where there are enough samples to tell.
void attributeSamples(Model &M);

} // namespace hone

#endif // HONE_PROFILE_SAMPLEDTIMES_H
