//===- Path.h - where the profile goes -------------------------*- C++ -*-===//
//
// Owns: HONE_PROFILE_FILE and its pattern.
//
//   pattern   = { any character but '%' | '%' and one of the letters below }
//   %p  process id          %t  TMPDIR, or /tmp      %%  a percent sign
//   %h  host name           %c  nothing
//   %m  one number for all processes of a program: they add up in the file
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_PATH_H
#define HONE_RUNTIME_PATH_H

#include "Memory.h"

namespace hone::rt {

/// Reads HONE_PROFILE_FILE and TMPDIR. False, after a complaint: the pattern is
/// not one.
bool rememberPattern();

/// Appends the profile's absolute name for the calling process.
void appendProfilePath(Buffer &Out);

/// The pattern has %m: what stands at the path is to be added to.
bool profilesAreMerged();

/// Makes the folders that lead to Path. Stops quietly at the first that can't
/// be made: opening the file then tells what is wrong.
void makeFolders(const char *Path);

/// As rename, for files, without waiting for the disk.
bool replaceFile(const char *From, const char *To);

} // namespace hone::rt

#endif // HONE_RUNTIME_PATH_H
