//===- LineResolver.h - from sampled addresses to lines --------*- C++ -*-===//
//
// Owns: resolving a profile's samples with the debug information of the
// binaries they were taken in. The one part of reading a profile that needs
// binaries.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_LINERESOLVER_H
#define HONE_PROFILE_LINERESOLVER_H

#include "ProfileFile.h"

namespace hone {

/// Resolves all of File's samples. A sample goes to the innermost of its
/// inlined frames that stands in an instrumented source file: time in the
/// inlined parts of a library is time of the user's line that calls them, as it
/// is when they are not inlined. Samples outside instrumented code go to their
/// call site. Samples in hone's runtime are left out: they are the cost of
/// measuring. Fails when a binary is missing or is not the one that ran; the
/// message says which, and how to mend it.
llvm::Expected<std::vector<LineRecord>> resolveLines(const ProfileFile &File);

} // namespace hone

#endif // HONE_PROFILE_LINERESOLVER_H
