//===- Merge.h - adding two profiles ---------------------------*- C++ -*-===//
//
// Owns: how two profiles in memory become the profile of both. Knows neither
// where they come from nor where the sum goes. What is added is what the tool
// adds when it reads both (tools/lib/profile/ModelBuilder.cpp).
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_MERGE_H
#define HONE_RUNTIME_MERGE_H

#include "FileWriter.h"
#include "ProfileParts.h"

namespace hone::rt {

/// Why the figures of these two cannot be added; null: they can.
const char *whyNotMerged(const ProfileParts &Old, const ProfileParts &New);

/// Writes the chunks of the sum, all but END. Notes in Old and New which of
/// their modules are the same.
void writeMerged(ProfileParts &Old, ProfileParts &New, FileWriter &Out);

} // namespace hone::rt

#endif // HONE_RUNTIME_MERGE_H
