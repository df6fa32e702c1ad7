//===- MergeStacks.cpp - adding the sampled stacks of two profiles -*- C++ -*-//
//
// Owns: see MergeStacks.h.
//
// Old's stacks keep their places, so that NODES, NAMES and PLACES, which the
// tool made of them, stay true; New's come after them. Threads of one name
// become one: else the file would grow with every process, although all do the
// same.
//
//===----------------------------------------------------------------------===//

#include "MergeStacks.h"

#include "RecordTable.h"
#include "StackTable.h"

#include <stddef.h>
#include <stdlib.h>

namespace hone::rt {

namespace {

constexpr U32 ObjectFlag = 0x8000;

/// The text of one object in OBJECTS.
struct ObjectText {
  const char *Data;
  size_t Size;
  bool operator==(const ObjectText &Other) const {
    return Size == Other.Size && memcmp(Data, Other.Data, Size) == 0;
  }
};

/// Splits OBJECTS before each "path".
void splitObjects(const Part &Text, Buffer &Objects) {
  const char *Begin = nullptr;
  auto End = [&](const char *At) {
    ObjectText Object = {Begin, size_t(At - Begin)};
    if (Begin)
      Objects.append(&Object, sizeof(Object));
    Begin = At;
  };
  Text.forPairs([&](const char *Key, const char *) {
    if (strcmp(Key, "path") == 0)
      End(Key);
  });
  if (Text.Size)
    End(Text.Data + Text.Size);
}

class StackSums {
public:
  StackSums(const ProfileParts &Old, const ProfileParts &New,
            const NewNumbers &Numbers)
      : Old(Old), New(New), Numbers(Numbers),
        Stacks(offsetof(StackRecord, Reserved),
               count<StackRecord>(CHUNK_STACKS)),
        Samples(offsetof(SampleRecord, Count),
                count<SampleRecord>(CHUNK_SAMPLES)),
        Threads(offsetof(ThreadRecord, CpuNs),
                count<ThreadRecord>(CHUNK_THREADS)),
        Heap(offsetof(HeapRecord, Blocks), count<HeapRecord>(CHUNK_HEAP)),
        IsNewLarger(
            hasLargerHeap(New.Process[CHUNK_RUN], Old.Process[CHUNK_RUN])) {}
  ~StackSums() {
    ObjectTexts.release();
    Objects.release();
  }
  void write(FileWriter &Out);

private:
  template <class Record> size_t count(ChunkType Type) const {
    return Old.Process[Type].count<Record>() +
           New.Process[Type].count<Record>();
  }
  void addObjects();
  U64 turned(U64 Frame, bool IsNew) const;
  void add(const ProfileParts &Parts, bool IsNew);
  void addHeap(const ProfileParts &Parts, bool IsNew, const Buffer &Numbers);

  const ProfileParts &Old, &New;
  const NewNumbers &Numbers;
  Buffer ObjectTexts; ///< OBJECTS of the sum
  Buffer Objects;     ///< numbers of New's objects in it, both from 1 on
  RecordTable<StackRecord> Stacks;
  RecordTable<SampleRecord> Samples;
  RecordTable<ThreadRecord> Threads;
  RecordTable<HeapRecord> Heap;
  bool IsNewLarger; ///< its process had more bytes live
};

void StackSums::addObjects() {
  Buffer Were, Come;
  splitObjects(Old.Process[CHUNK_OBJECTS], Were);
  splitObjects(New.Process[CHUNK_OBJECTS], Come);
  auto Begin = [](Buffer &B) {
    return reinterpret_cast<ObjectText *>(B.data());
  };
  U32 NumWere = U32(Were.size() / sizeof(ObjectText)), Next = NumWere;
  ObjectTexts.append(Old.Process[CHUNK_OBJECTS].Data,
                     Old.Process[CHUNK_OBJECTS].Size);
  appendTo(Objects, 0); // none
  for (U32 I = 0; I != Come.size() / sizeof(ObjectText); ++I) {
    const ObjectText &Object = Begin(Come)[I];
    U32 Same = 0;
    while (Same != NumWere && !(Begin(Were)[Same] == Object))
      ++Same;
    if (Same != NumWere) {
      appendTo(Objects, Same + 1);
    } else if (Next == ObjectFlag - 1) {
      appendTo(Objects, 0);
    } else {
      appendTo(Objects, ++Next);
      ObjectTexts.append(Object.Data, Object.Size);
    }
  }
  Were.release();
  Come.release();
}

/// A frame word of New as it is in the sum.
U64 StackSums::turned(U64 Frame, bool IsNew) const {
  U32 Number = U32(Frame >> ModuleShift);
  if (!IsNew || !Number)
    return Frame;
  if (Number & ObjectFlag) {
    Number = numberIn(Objects, (Number & ~ObjectFlag) + 1);
    Number = Number ? ObjectFlag | (Number - 1) : 0;
  } else {
    Number = numberIn(Numbers.Modules, Number);
  }
  return Number ? U64(Number) << ModuleShift | (Frame & AddressMask) : 0;
}

void StackSums::add(const ProfileParts &Parts, bool IsNew) {
  Buffer StackNumbers, ThreadNumbers;
  appendTo(StackNumbers, 0); // none
  appendTo(ThreadNumbers, 0);
  const Part &Frames = Parts.Process[CHUNK_STACKS];
  for (const auto *S = Frames.begin<StackRecord>();
       S != Frames.end<StackRecord>(); ++S)
    appendTo(StackNumbers, Stacks.add({turned(S->Frame, IsNew),
                                       numberIn(StackNumbers, S->Caller), 0},
                                      [](StackRecord &, auto &) {}));
  const Part &List = Parts.Process[CHUNK_THREADS];
  for (const auto *T = List.begin<ThreadRecord>();
       T != List.end<ThreadRecord>(); ++T)
    appendTo(ThreadNumbers,
             Threads.add(*T, [](ThreadRecord &Sum, const ThreadRecord &More) {
               Sum.CpuNs += More.CpuNs;
               Sum.Threads += More.Threads;
               Sum.Tid = 0;
             }));
  const Part &Counts = Parts.Process[CHUNK_SAMPLES];
  for (const auto *S = Counts.begin<SampleRecord>();
       S != Counts.end<SampleRecord>(); ++S)
    Samples.add({numberIn(ThreadNumbers, S->Thread),
                 IsNew ? Numbers.function(S->Function) : S->Function,
                 numberIn(StackNumbers, S->Stack), S->Flags, S->Count},
                [](SampleRecord &Sum, const SampleRecord &More) {
                  Sum.Count += More.Count;
                });
  addHeap(Parts, IsNew, StackNumbers);
  StackNumbers.release();
  ThreadNumbers.release();
}

/// StackNumbers: what the numbers of its stacks are in the sum.
void StackSums::addHeap(const ProfileParts &Parts, bool IsNew,
                        const Buffer &StackNumbers) {
  const Part &List = Parts.Process[CHUNK_HEAP];
  for (const auto *H = List.begin<HeapRecord>(); H != List.end<HeapRecord>();
       ++H) {
    HeapRecord Turned = *H;
    Turned.Site = IsNew ? Numbers.site(H->Site) : H->Site;
    Turned.Stack = numberIn(StackNumbers, H->Stack);
    if (IsNew != IsNewLarger)
      Turned.PeakBlocks = Turned.PeakBytes = 0;
    Heap.add(Turned, [](HeapRecord &Sum, const HeapRecord &More) {
      auto *To = &Sum.Blocks;
      for (const auto *From = &More.Blocks; From <= &More.CopiedBytes; ++From)
        *To++ += *From;
    });
  }
}

void StackSums::write(FileWriter &Out) {
  addObjects();
  add(Old, false);
  add(New, true);
  if (!Stacks.ok() || !Samples.ok() || !Threads.ok() || !Heap.ok() ||
      !Objects.ok() || !ObjectTexts.ok())
    Out.fail(ENOMEM);
  Out.chunk(CHUNK_STACKS, Stacks.Records);
  Out.chunk(CHUNK_SAMPLES, Samples.Records);
  Out.chunk(CHUNK_THREADS, Threads.Records);
  Out.chunk(CHUNK_OBJECTS, ObjectTexts);
  if (Old.Process[CHUNK_HEAP].Data || New.Process[CHUNK_HEAP].Data) {
    const Part &Times = (IsNewLarger ? New : Old).Process[CHUNK_TIMELINE];
    Out.chunk(CHUNK_HEAP, Heap.Records);
    Out.chunk(CHUNK_TIMELINE, Times.Data, Times.Size);
  }
  for (ChunkType Type : {CHUNK_NODES, CHUNK_NAMES, CHUNK_PLACES})
    if (Old.Process[Type].Data)
      Out.chunk(Type, Old.Process[Type].Data, Old.Process[Type].Size);
}

} // namespace

bool hasLargerHeap(const Part &Run, const Part &Other) {
  auto Peak = [](const Part &Text) {
    const char *Value = Text.value("heap_peak_bytes");
    return Value ? strtoull(Value, nullptr, 10) : 0;
  };
  return Peak(Run) > Peak(Other);
}

void writeStackSums(FileWriter &Out, const ProfileParts &Old,
                    const ProfileParts &New, const NewNumbers &Numbers) {
  StackSums(Old, New, Numbers).write(Out);
}

} // namespace hone::rt
