//===- Profile.h - what the profile file says ------------------*- C++ -*-===//
//
// Owns: the order and contents of the chunks. Knows neither how the figures
// were taken nor how bytes reach the disk.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_PROFILE_H
#define HONE_RUNTIME_PROFILE_H

#include "Module.h"

namespace hone::rt {

/// The text pairs of CHUNK_RUN and CHUNK_MODULE, and of the live file.
void appendRunText(Buffer &Text, const char *ExitKind);
void appendModuleText(Buffer &Text, const Module &M);
/// The same of the regions' module; Names: hash of their names.
void appendRegionsText(Buffer &Text, U64 Names);

/// Writes the profile of this process. ExitKind: "exit", "quick_exit". Under
/// the runtime's lock.
void writeProfile(const char *ExitKind);
/// Writes the profile so far to Path. False, after a complaint: impossible.
bool writeProfileTo(const char *Path);

} // namespace hone::rt

#endif // HONE_RUNTIME_PROFILE_H
