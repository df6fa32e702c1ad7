//===- InlinedTime.h - times of functions without a frame ------*- C++ -*-===//
//
// Owns: where the time of inlined functions is shown. Hooks time only functions
// that have a frame of their own; what was inlined into them is part of their self
// time. Line samples know better: they give an inlined function the time of its
// lines, and its callers' frames give as much up.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_INLINEDTIME_H
#define HONE_PROFILE_INLINEDTIME_H

#include "Model.h"

namespace hone {

/// Sets SelfNs of functions that hooks did not time, from the samples on their
/// lines, and takes it from the timed functions that they are called from, in
/// proportion to their calls. Does nothing when there are too few samples.
void attributeInlinedTime(Model &M);

} // namespace hone

#endif // HONE_PROFILE_INLINEDTIME_H
