//===- SampleWriter.h - the sampled stacks in the file ---------*- C++ -*-===//
//
// Owns: STACKS, SAMPLES and OBJECTS, made of the table of stacks. Knows nothing
// of how stacks were found.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_SAMPLEWRITER_H
#define HONE_RUNTIME_SAMPLEWRITER_H

#include "FileWriter.h"
#include "Objects.h"
#include "RecordTable.h"

namespace hone::rt {

/// Objects without instrumented code, as they are loaded now. What was unloaded
/// before is not known any more.
class ObjectList {
public:
  ObjectList();
  ~ObjectList();
  ObjectList(const ObjectList &) = delete;
  ObjectList &operator=(const ObjectList &) = delete;

  /// The frame word of the file for an address in memory; 0: unknown.
  U64 word(U64 Address);

  Buffer Text; ///< of the objects that words were made of

private:
  struct Segment {
    AddressRange Where;
    U64 Bias;
    U32 Number; ///< of the object, from 1 on; 0: it has none yet
  };
  static constexpr U32 ObjectFlag = 0x8000;

  Segment *begin() { return reinterpret_cast<Segment *>(Segments.data()); }
  Segment *end() { return begin() + Segments.size() / sizeof(Segment); }
  Segment *find(U64 Address);
  bool number(Segment &S);

  Buffer Segments;
  Segment *Last = nullptr;
  U32 NextNumber = 1;
};

/// All under the runtime's lock.
class StackWriter {
public:
  StackWriter();
  ~StackWriter();
  StackWriter(const StackWriter &) = delete;
  StackWriter &operator=(const StackWriter &) = delete;

  /// Adds a stack as StackTable.h has it. AllCalls: the innermost frame is a
  /// return address, too. Returns its number, 0: no memory.
  U32 add(const U64 *Frames, U32 NumFrames, bool AllCalls);
  /// Adds all samples, and their stacks.
  void addSamples();
  /// Writes STACKS, SAMPLES and OBJECTS.
  void write(FileWriter &File);

private:
  ObjectList Objects;
  RecordTable<StackRecord> Stacks;
  Buffer Samples;
};

} // namespace hone::rt

#endif // HONE_RUNTIME_SAMPLEWRITER_H
