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
#include "StackTable.h"

#include <stddef.h>

namespace hone::rt {

ObjectList::ObjectList() {
  anyObject([&](const Object &O) {
    for (int I = 0; I != O.dlpi_phnum; ++I)
      if (O.dlpi_phdr[I].p_type == PT_LOAD) {
        Segment S = {rangeOf(O, O.dlpi_phdr[I]), O.dlpi_addr, 0};
        Segments.append(&S, sizeof(S));
      }
    return false;
  });
}

ObjectList::~ObjectList() {
  Segments.release();
  Text.release();
}

U64 ObjectList::word(U64 Address) {
  Segment *S = find(Address);
  if (!S || (!S->Number && !number(*S)))
    return 0;
  return U64(ObjectFlag | (S->Number - 1)) << ModuleShift |
         ((Address - S->Bias) & AddressMask);
}

ObjectList::Segment *ObjectList::find(U64 Address) {
  if (Last && Last->Where.contains(Address))
    return Last;
  for (Segment *S = begin(); S != end(); ++S)
    if (S->Where.contains(Address))
      return Last = S;
  return nullptr;
}

bool ObjectList::number(Segment &S) {
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

StackWriter::StackWriter()
    : Stacks(offsetof(StackRecord, Reserved), numStackFrames()) {}

StackWriter::~StackWriter() { Samples.release(); }

U32 StackWriter::add(const U64 *Frames, U32 NumFrames, bool AllCalls) {
  U32 Stack = 0;
  for (U32 F = NumFrames; F--;) {
    // The last byte of the call, not the first of what follows it.
    U64 Word = loadRelaxed(Frames[F]) - (F || AllCalls ? 1 : 0);
    if (!(Word >> ModuleShift))
      Word = Objects.word(Word);
    Stack = Stacks.add({Word, Stack, 0}, [](StackRecord &, auto &) {});
  }
  return Stack;
}

void StackWriter::addSamples() {
  for (U32 I = 0, Count = numStacks(); I != Count; ++I) {
    StackSample S;
    SampleRecord Sample = {};
    Sample.Count = stackCount(I, S);
    if (!Sample.Count)
      continue;
    Sample.Stack = add(S.Frames, S.NumFrames, /*AllCalls=*/false);
    Sample.Thread = S.Thread;
    Sample.Function = S.Function;
    Sample.Flags = S.Flags;
    Samples.append(&Sample, sizeof(Sample));
  }
}

void StackWriter::write(FileWriter &File) {
  if (!Stacks.ok() || !Samples.ok() || !Objects.Text.ok())
    File.fail(ENOMEM);
  File.chunk(CHUNK_STACKS, Stacks.Records);
  File.chunk(CHUNK_SAMPLES, Samples);
  File.chunk(CHUNK_OBJECTS, Objects.Text);
}

} // namespace hone::rt
