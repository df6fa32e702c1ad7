//===- MergeRun.h - the RUN of two profiles --------------------*- C++ -*-===//
//
// Owns: which of the process's facts are added up, and what becomes of the
// others. Knows nothing of records.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_MERGERUN_H
#define HONE_RUNTIME_MERGERUN_H

#include "FileWriter.h"
#include "ProfileParts.h"

namespace hone::rt {

/// A value of RUN as a number; 0: there is none.
U64 number(const char *Value);

/// Writes RUN of the sum of both.
void writeRun(FileWriter &Out, const Part &Old, const Part &New);

} // namespace hone::rt

#endif // HONE_RUNTIME_MERGERUN_H
