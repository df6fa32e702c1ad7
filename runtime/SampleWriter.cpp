//===- SampleWriter.cpp - the sampled stacks in the file --------*- C++ -*-===//
//
// Owns: see SampleWriter.h.
//
// In the file stacks are a tree: those that share callers share their frames,
// which makes it ten times smaller than the lists of the table.
//
//===----------------------------------------------------------------------===//

#include "SampleWriter.h"

#include "Module.h"
#include "Profile.h"
#include "RecordTable.h"
#include "StackTable.h"

#include <stddef.h>

namespace hone::rt {

namespace {

/// Objects without instrumented code, as they are loaded now. What was unloaded
/// before is not known any more.
class ObjectList {
public:
  ObjectList() {
    anyObject([&](const Object &O) {
      for (int I = 0; I != O.dlpi_phnum; ++I)
        if (O.dlpi_phdr[I].p_type == PT_LOAD) {
          Segment S = {rangeOf(O, O.dlpi_phdr[I]), O.dlpi_addr, 0};
          Segments.append(&S, sizeof(S));
        }
      return false;
    });
  }
  ~ObjectList() {
    Segments.release();
    Text.release();
  }

  /// The frame word of the file for an address in memory; 0: unknown.
  U64 word(U64 Address) {
    Segment *S = find(Address);
    if (!S || (!S->Number && !number(*S)))
      return 0;
    return U64(ObjectFlag | (S->Number - 1)) << ModuleShift |
           ((Address - S->Bias) & AddressMask);
  }

  Buffer Text;

private:
  struct Segment {
    AddressRange Where;
    U64 Bias;
    U32 Number; ///< of the object, from 1 on; 0: it has none yet
  };
  static constexpr U32 ObjectFlag = 0x8000;

  Segment *begin() { return reinterpret_cast<Segment *>(Segments.data()); }
  Segment *end() { return begin() + Segments.size() / sizeof(Segment); }

  Segment *find(U64 Address) {
    if (Last && Last->Where.contains(Address))
      return Last;
    for (Segment *S = begin(); S != end(); ++S)
      if (S->Where.contains(Address))
        return Last = S;
    return nullptr;
  }

  bool number(Segment &S) {
    // Static: a Module is too large for the small stacks of some threads.
    static Module Described;
    zeroBytes(&Described, sizeof(Described));
    if (NextNumber == ObjectFlag ||
        !withObjectAround(reinterpret_cast<void *>(S.Where.Low),
                          [](const Object &O) { describe(Described, O); }))
      return false;
    appendModuleText(Text, Described);
    for (Segment *Other = begin(); Other != end(); ++Other)
      if (Other->Bias == S.Bias)
        Other->Number = NextNumber;
    ++NextNumber;
    return true;
  }

  Buffer Segments;
  Segment *Last = nullptr;
  U32 NextNumber = 1;
};

} // namespace

void writeSamples(FileWriter &File) {
  ObjectList Objects;
  RecordTable<StackRecord> Stacks(offsetof(StackRecord, Reserved),
                                  numStackFrames());
  Buffer Samples;
  for (U32 I = 0, Count = numStacks(); I != Count; ++I) {
    StackSample S;
    SampleRecord Sample = {};
    Sample.Count = stackCount(I, S);
    if (!Sample.Count)
      continue;
    for (U32 F = S.NumFrames; F--;) {
      // The last byte of the call, not the first of what follows it.
      U64 Word = loadRelaxed(S.Frames[F]) - (F ? 1 : 0);
      if (!(Word >> ModuleShift))
        Word = Objects.word(Word);
      Sample.Stack =
          Stacks.add({Word, Sample.Stack, 0}, [](StackRecord &, auto &) {});
    }
    Sample.Thread = S.Thread;
    Sample.Function = S.Function;
    Samples.append(&Sample, sizeof(Sample));
  }
  if (!Stacks.ok() || !Samples.ok() || !Objects.Text.ok())
    File.fail(ENOMEM);
  File.chunk(CHUNK_STACKS, Stacks.Records);
  File.chunk(CHUNK_SAMPLES, Samples);
  File.chunk(CHUNK_OBJECTS, Objects.Text);
  Samples.release();
}

} // namespace hone::rt
