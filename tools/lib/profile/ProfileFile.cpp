//===- ProfileFile.cpp ----------------------------------------------------===//
//
// Owns: which chunk holds what, and opening files of either kind.
//
//===----------------------------------------------------------------------===//

#include "ProfileFile.h"
#include "Binary.h"
#include "ChunkReader.h"
#include "LiveFile.h"
#include "Payloads.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace hone;
using namespace llvm;

StringRef Facts::text(const std::string &Key) const {
  auto It = Values.find(Key);
  return It == Values.end() ? StringRef() : StringRef(It->second);
}

std::optional<U64> Facts::number(const std::string &Key) const {
  U64 Value;
  if (text(Key).getAsInteger(10, Value))
    return std::nullopt;
  return Value;
}

std::pair<const SiteRecord *, const ModuleData *>
ProfileFile::site(U32 Index) const {
  for (const ModuleData &Module : Modules) {
    if (Index < Module.Sites.size())
      return {&Module.Sites[Index], &Module};
    Index -= static_cast<U32>(Module.Sites.size());
  }
  return {nullptr, nullptr};
}

namespace {

class Decoder {
public:
  explicit Decoder(StringRef Name) : Name(Name) {}
  Expected<ProfileFile> decode(const ChunkList &List);

private:
  Error decodeChunk(const Chunk &C);
  Error decodeModuleChunk(const Chunk &C, ModuleData &Module);
  template <typename Record>
  Error decodeArray(const Chunk &C, std::vector<Record> &Out) {
    if (!decodeRecords(C.Payload, Out))
      return corrupt(Name, "its chunk " + chunkName(C.Type) +
                               " does not hold whole records");
    return Error::success();
  }

  StringRef Name;
  ProfileFile File;
};

} // namespace

Error Decoder::decodeModuleChunk(const Chunk &C, ModuleData &Module) {
  switch (C.Type) {
  case CHUNK_FUNCTIONS:
    return decodeArray(C, Module.Functions);
  case CHUNK_COUNTERS:
    return decodeArray(C, Module.Counters);
  case CHUNK_SITES:
    return decodeArray(C, Module.Sites);
  case CHUNK_SCANS:
    return decodeArray(C, Module.Scans);
  case CHUNK_MEMOS:
    return decodeArray(C, Module.Memos);
  case CHUNK_WAITS:
    return decodeArray(C, Module.Waits);
  case CHUNK_CARRIERS:
    return decodeArray(C, Module.Carriers);
  case CHUNK_OPERATIONS:
    return decodeArray(C, Module.Operations);
  case CHUNK_FILES:
    return decodeFiles(C.Payload, Name, Module.Files);
  case CHUNK_STRUCTS:
    return decodeStructs(C.Payload, Name, Module.Structs);
  default: // CHUNK_INFO: offsets in it are relative to one blob
    if (!Module.Info.empty())
      return corrupt(Name, "a module has two INFO chunks");
    Module.Info = C.Payload.str();
    return Error::success();
  }
}

Error Decoder::decodeChunk(const Chunk &C) {
  switch (C.Type) {
  case CHUNK_RUN:
    return decodeFacts(C.Payload, Name, File.Run);
  case CHUNK_MODULE:
    File.Modules.emplace_back();
    return decodeFacts(C.Payload, Name, File.Modules.back().About);
  case CHUNK_TIMES:
    return decodeArray(C, File.Times);
  case CHUNK_EDGES:
    return decodeArray(C, File.Edges);
  case CHUNK_HISTOGRAMS:
    return decodeArray(C, File.Histograms);
  case CHUNK_SAMPLES:
    return decodeArray(C, File.Samples);
  case CHUNK_STACKS:
    return decodeArray(C, File.Stacks);
  case CHUNK_THREADS:
    return decodeArray(C, File.Threads);
  case CHUNK_HEAP:
    return decodeArray(C, File.Heap);
  case CHUNK_TIMELINE:
    return decodeArray(C, File.Timeline);
  case CHUNK_EVENTS:
    return decodeArray(C, File.Events);
  case CHUNK_GROWTH:
    return decodeArray(C, File.Growth);
  case CHUNK_REUSES:
    return decodeArray(C, File.Reuses);
  case CHUNK_OBJECTS:
    return decodeObjects(C.Payload, Name, File.Objects);
  case CHUNK_NODES:
    return decodeArray(C, File.Tree.Nodes);
  case CHUNK_NAMES:
    return decodeNames(C.Payload, Name, File.Tree.Names);
  case CHUNK_PLACES:
    return decodeArray(C, File.Tree.Places);
  case CHUNK_FUNCTIONS:
  case CHUNK_INFO:
  case CHUNK_COUNTERS:
  case CHUNK_SITES:
  case CHUNK_SCANS:
  case CHUNK_MEMOS:
  case CHUNK_WAITS:
  case CHUNK_CARRIERS:
  case CHUNK_OPERATIONS:
  case CHUNK_FILES:
  case CHUNK_STRUCTS:
    if (File.Modules.empty())
      return corrupt(Name, "its chunk " + chunkName(C.Type) +
                               " stands before any MODULE");
    return decodeModuleChunk(C, File.Modules.back());
  default: // a newer writer's addition
    return Error::success();
  }
}

Expected<ProfileFile> Decoder::decode(const ChunkList &List) {
  File.FormatVersion = List.FormatVersion;
  for (const Chunk &C : List.Chunks)
    if (Error E = decodeChunk(C))
      return E;
  if (Error E = checkReferences(File, Name))
    return E;
  return std::move(File);
}

Expected<ProfileFile> hone::parseProfile(StringRef Bytes, StringRef Name) {
  Expected<ChunkList> List = readChunks(Bytes, Name);
  if (!List)
    return List.takeError();
  return Decoder(Name).decode(*List);
}

/// The bytes of the file, not a mapping of it: live files change while they are
/// read.
static Expected<std::unique_ptr<MemoryBuffer>> readBytes(StringRef Path) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer =
      MemoryBuffer::getFile(Path, /*IsText=*/false,
                            /*RequiresNullTerminator=*/false,
                            /*IsVolatile=*/true);
  if (!Buffer)
    return profileError(ProfileError::Unreadable,
                        "cannot read profile '" + Path +
                            "': " + Buffer.getError().message());
  return std::move(*Buffer);
}

static Error loadModule(ModuleData &Module, U32 FirstId) {
  if (Error E = checkIdentity(Module.About))
    return E;
  return readBinary(Module, FirstId);
}

Expected<ProfileFile> hone::readProfile(StringRef Path) {
  Expected<std::unique_ptr<MemoryBuffer>> Bytes = readBytes(Path);
  if (!Bytes)
    return Bytes.takeError();
  if (!isLiveFile((*Bytes)->getBuffer()))
    return parseProfile((*Bytes)->getBuffer(), Path);
  Expected<Facts> Run = readLiveRun((*Bytes)->getBuffer(), Path);
  if (!Run)
    return Run.takeError();
  StringRef EndKind = liveEndKind(*Run, Path);
  if (EndKind != "running") {
    // It may have ended, and may even have written its profile, since its file
    // was read: only what is there now is complete.
    Bytes = readBytes(Path);
    if (!Bytes)
      return Bytes.takeError();
    if (!isLiveFile((*Bytes)->getBuffer()))
      return parseProfile((*Bytes)->getBuffer(), Path);
  }
  return parseLiveFile((*Bytes)->getBuffer(), Path, EndKind, loadModule);
}
