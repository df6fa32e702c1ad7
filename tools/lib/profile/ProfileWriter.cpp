//===- ProfileWriter.cpp --------------------------------------------------===//
//
// Owns: writing profile files. In the program itself the runtime does.
//
//===----------------------------------------------------------------------===//

#include "ChunkReader.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CRC.h"
#include "llvm/Support/MathExtras.h"
#include <cstring>

using namespace hone;
using namespace llvm;

void hone::appendChunk(std::string &Out, U32 Type, StringRef Payload) {
  ChunkHeader Header{Type, crc32(arrayRefFromStringRef(Payload)),
                     Payload.size()};
  Out.append(reinterpret_cast<const char *>(&Header), sizeof(Header));
  Out.append(Payload.begin(), Payload.end());
  Out.resize(alignTo(Out.size(), 8));
}

template <typename Record>
static void appendArray(std::string &Out, U32 Type,
                        const std::vector<Record> &Records) {
  appendChunk(Out, Type,
              StringRef(reinterpret_cast<const char *>(Records.data()),
                        Records.size() * sizeof(Record)));
}

static void appendTree(std::string &Out, const CallTree &Tree) {
  std::string Names;
  for (const std::string &Name : Tree.Names)
    Names.append(Name).append(1, '\0');
  appendArray(Out, CHUNK_NODES, Tree.Nodes);
  appendChunk(Out, CHUNK_NAMES, Names);
  appendArray(Out, CHUNK_PLACES, Tree.Places);
}

std::string hone::replaceTree(StringRef Bytes, const CallTree &Tree) {
  ChunkList List = cantFail(readChunks(Bytes, "profile"));
  FileHeader Header;
  std::memcpy(&Header, Bytes.data(), sizeof(Header));
  std::string Out = Bytes.substr(0, Header.HeaderSize).str();
  for (const Chunk &C : List.Chunks)
    if (C.Type != CHUNK_NODES && C.Type != CHUNK_NAMES &&
        C.Type != CHUNK_PLACES)
      appendChunk(Out, C.Type, C.Payload);
  appendTree(Out, Tree);
  appendChunk(Out, CHUNK_END, "");
  return Out;
}

static std::string factsBytes(const Facts &F) {
  std::string Bytes;
  for (const auto &[Key, Value] : F.Values)
    Bytes.append(Key).append(1, '\0').append(Value).append(1, '\0');
  return Bytes;
}

/// Its path opens an object.
static std::string objectBytes(const Facts &Object) {
  std::string Bytes = std::string("path\0", 5) + Object.text("path").str();
  Facts Rest = Object;
  Rest.Values.erase("path");
  return Bytes.append(1, '\0') + factsBytes(Rest);
}

static std::string filesBytes(const std::vector<FileEntry> &Files) {
  std::string Bytes;
  for (const FileEntry &File : Files) {
    U32 Sizes[] = {U32(File.Directory.size()), U32(File.Name.size())};
    Bytes.append(reinterpret_cast<const char *>(&File.Hash), sizeof(File.Hash));
    Bytes.append(reinterpret_cast<const char *>(Sizes), sizeof(Sizes));
    Bytes.append(File.Directory).append(File.Name);
    Bytes.resize(alignTo(Bytes.size(), 8));
  }
  return Bytes;
}

static std::string structsBytes(const std::vector<StructEntry> &Structs) {
  std::string Bytes;
  for (const StructEntry &Struct : Structs) {
    U64 Head[] = {Struct.Hash, Struct.Description.size()};
    Bytes.append(reinterpret_cast<const char *>(Head), sizeof(Head));
    Bytes.append(Struct.Description);
    Bytes.resize(alignTo(Bytes.size(), 8));
  }
  return Bytes;
}

static void appendModule(std::string &Out, const ModuleData &Module) {
  appendChunk(Out, CHUNK_MODULE, factsBytes(Module.About));
  appendArray(Out, CHUNK_FUNCTIONS, Module.Functions);
  appendChunk(Out, CHUNK_INFO, Module.Info);
  appendArray(Out, CHUNK_COUNTERS, Module.Counters);
  appendArray(Out, CHUNK_SITES, Module.Sites);
  appendArray(Out, CHUNK_SCANS, Module.Scans);
  appendArray(Out, CHUNK_MEMOS, Module.Memos);
  appendChunk(Out, CHUNK_FILES, filesBytes(Module.Files));
  appendArray(Out, CHUNK_WAITS, Module.Waits);
  appendArray(Out, CHUNK_CARRIERS, Module.Carriers);
  appendArray(Out, CHUNK_OPERATIONS, Module.Operations);
  appendChunk(Out, CHUNK_STRUCTS, structsBytes(Module.Structs));
}

std::string hone::profileBytes(const ProfileFile &File) {
  FileHeader Header = {};
  std::memcpy(Header.Magic, FileMagic, sizeof(FileMagic));
  Header.FormatVersion = HONE_FORMAT_VERSION;
  Header.OldestReader = HONE_FORMAT_OLDEST;
  Header.HeaderSize = sizeof(Header);
  Header.Endianness = 0x01020304;
  std::string Out(reinterpret_cast<const char *>(&Header), sizeof(Header));
  appendChunk(Out, CHUNK_RUN, factsBytes(File.Run));
  for (const ModuleData &Module : File.Modules)
    appendModule(Out, Module);
  appendArray(Out, CHUNK_TIMES, File.Times);
  appendArray(Out, CHUNK_EDGES, File.Edges);
  appendArray(Out, CHUNK_HISTOGRAMS, File.Histograms);
  appendArray(Out, CHUNK_SAMPLES, File.Samples);
  appendArray(Out, CHUNK_STACKS, File.Stacks);
  appendArray(Out, CHUNK_THREADS, File.Threads);
  appendArray(Out, CHUNK_HEAP, File.Heap);
  appendArray(Out, CHUNK_TIMELINE, File.Timeline);
  appendArray(Out, CHUNK_EVENTS, File.Events);
  appendArray(Out, CHUNK_GROWTH, File.Growth);
  appendArray(Out, CHUNK_REUSES, File.Reuses);
  std::string Objects;
  for (const Facts &Object : File.Objects)
    Objects += objectBytes(Object);
  appendChunk(Out, CHUNK_OBJECTS, Objects);
  if (!File.Tree.Places.empty())
    appendTree(Out, File.Tree);
  appendChunk(Out, CHUNK_END, "");
  return Out;
}
