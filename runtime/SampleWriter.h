//===- SampleWriter.h - the sampled stacks in the file ---------*- C++ -*-===//
//
// Owns: STACKS, SAMPLES and OBJECTS, made of the table of stacks. Knows nothing
// of how stacks were found.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_SAMPLEWRITER_H
#define HONE_RUNTIME_SAMPLEWRITER_H

#include "FileWriter.h"

namespace hone::rt {

/// Under the runtime's lock.
void writeSamples(FileWriter &File);

} // namespace hone::rt

#endif // HONE_RUNTIME_SAMPLEWRITER_H
