//===- ProfileParts.cpp - a profile taken apart -----------------*- C++ -*-===//
//
// Owns: see ProfileParts.h.
//
//===----------------------------------------------------------------------===//

#include "ProfileParts.h"

#include "FileWriter.h"

namespace hone::rt {

namespace {

/// By ChunkType. 1: text, and what is not looked into.
constexpr size_t RecordSizes[] = {1,
                                  1,
                                  1,
                                  sizeof(FunctionRecord),
                                  1,
                                  sizeof(U64),
                                  sizeof(SiteRecord),
                                  sizeof(ScanRecord),
                                  sizeof(MemoRecord),
                                  1,
                                  sizeof(TimeRecord),
                                  sizeof(EdgeRecord),
                                  sizeof(HistogramRecord),
                                  sizeof(SampleRecord),
                                  sizeof(StackRecord),
                                  sizeof(ThreadRecord),
                                  1,
                                  sizeof(NodeRecord),
                                  1,
                                  sizeof(U32),
                                  sizeof(WaitRecord),
                                  sizeof(HeapRecord),
                                  sizeof(HeapPointRecord),
                                  sizeof(U32),
                                  sizeof(OperationRecord),
                                  sizeof(EventRecord),
                                  1,
                                  sizeof(GrowthRecord),
                                  sizeof(ReuseRecord)};
static_assert(sizeof(RecordSizes) / sizeof(size_t) == NumChunkTypes);

constexpr char Damaged[] = "it is damaged";
constexpr char OtherVersion[] = "another version of hone wrote it";

const char *checkHeader(const char *Bytes, size_t Size) {
  FileHeader Header;
  if (Size < sizeof(Header) || memcmp(Bytes, FileMagic, sizeof(FileMagic)) != 0)
    return "it is not a profile";
  memcpy(&Header, Bytes, sizeof(Header));
  if (Header.FormatVersion != HONE_FORMAT_VERSION ||
      Header.HeaderSize != sizeof(Header) || Header.Endianness != 0x01020304)
    return OtherVersion;
  return nullptr;
}

} // namespace

const char *ProfileParts::take(U32 Type, Part Payload) {
  if (Type >= NumChunkTypes)
    return OtherVersion; // what we do not know we would lose
  if (Payload.Size % RecordSizes[Type])
    return Damaged;
  if (Type == CHUNK_MODULE) {
    U32 FirstSite = 0;
    if (U32 Number = numModules()) {
      const ModuleParts &Last = modules()[Number - 1];
      FirstSite =
          Last.FirstSite + U32(Last.Chunks[CHUNK_SITES].count<SiteRecord>());
    }
    if (!ModuleList.extend(sizeof(ModuleParts)))
      return "there is no memory for it";
    modules()[numModules() - 1].FirstSite = FirstSite;
  }
  bool IsText = Type == CHUNK_RUN || Type == CHUNK_MODULE;
  if (IsText && !Payload.Size)
    return Damaged;
  if ((IsText || Type == CHUNK_OBJECTS) && Payload.Size &&
      Payload.Data[Payload.Size - 1])
    return Damaged;
  if (isOfModule(Type) && !numModules())
    return Damaged;
  Part &Place =
      isOfModule(Type) ? modules()[numModules() - 1].Chunks[Type] : Process[Type];
  if (Place.Data)
    return Damaged; // there already
  Place = Payload;
  return nullptr;
}

const char *ProfileParts::read(const char *Bytes, size_t Size) {
  if (const char *Why = checkHeader(Bytes, Size))
    return Why;
  for (size_t At = sizeof(FileHeader); Size - At >= sizeof(ChunkHeader);) {
    ChunkHeader Header;
    memcpy(&Header, Bytes + At, sizeof(Header));
    At += sizeof(Header);
    if (Header.Type == CHUNK_END)
      return At == Size && Process[CHUNK_RUN].Data ? nullptr : Damaged;
    size_t Padding = size_t(-Header.Size & 7);
    if (Header.Size > Size - At || Padding > Size - At - Header.Size ||
        crc32(Bytes + At, Header.Size) != Header.Crc)
      return Damaged;
    if (const char *Why = take(Header.Type, {Bytes + At, Header.Size}))
      return Why;
    At += Header.Size + Padding;
  }
  return Damaged;
}

} // namespace hone::rt
