//===- StackResolver.h - from sampled stacks to a call tree ----*- C++ -*-===//
//
// Owns: resolving a profile's stacks with the debug information of the
// binaries they were taken in. The one part of reading a profile that needs
// binaries.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_STACKRESOLVER_H
#define HONE_PROFILE_STACKRESOLVER_H

#include "ProfileFile.h"

namespace hone {

/// The call tree of all of File's stacks: its own, and what is not in it yet.
///
/// Inlined frames are frames. A frame is the user's if its function has a
/// record in the profile, or else if it stands in an instrumented source file.
/// All others are outside: system libraries, what was taken from their headers,
/// code without debug information. A run of them is one node below the line
/// that called there, named by the function it called; frames outside that no
/// user's function called (start-up code, a thread's first function) do not
/// stand above the user's.
///
/// Fails when the binary of a module is missing or is not the one that ran; the
/// message says which, and how to mend it. Other objects' binaries give names
/// only, and may be missing.
llvm::Expected<CallTree> resolveStacks(const ProfileFile &File);

} // namespace hone

#endif // HONE_PROFILE_STACKRESOLVER_H
