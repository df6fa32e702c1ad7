//===- ProfileFile.cpp ----------------------------------------------------===//
//
// Owns: decoding the payloads of chunks and checking every reference between
// them, so that nobody after this file has to.
//
//===----------------------------------------------------------------------===//

#include "ProfileFile.h"
#include "ChunkReader.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CRC.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include <cstring>

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
  Error decodeFacts(StringRef Payload, Facts &Out);
  Error decodeFiles(StringRef Payload, ModuleData &Module);
  Error checkModule(const ModuleData &Module);
  Error checkProcess();
  Error corrupt(const Twine &What) {
    return profileError(ProfileError::Corrupt,
                        "'" + Name + "' is damaged: " + What +
                            "; run the program again, and if that does not "
                            "help, please report it");
  }
  template <typename Record>
  Error decodeArray(const Chunk &C, std::vector<Record> &Out) {
    if (C.Payload.size() % sizeof(Record))
      return corrupt("its chunk " + chunkName(C.Type) +
                     " does not hold whole records");
    size_t Old = Out.size();
    Out.resize(Old + C.Payload.size() / sizeof(Record));
    if (!C.Payload.empty())
      std::memcpy(Out.data() + Old, C.Payload.data(), C.Payload.size());
    return Error::success();
  }

  StringRef Name;
  ProfileFile File;
  DenseSet<U32> Ids;
};

} // namespace

Error Decoder::decodeFacts(StringRef Payload, Facts &Out) {
  while (!Payload.empty()) {
    size_t KeyEnd = Payload.find('\0');
    size_t ValueEnd =
        KeyEnd == StringRef::npos ? KeyEnd : Payload.find('\0', KeyEnd + 1);
    if (ValueEnd == StringRef::npos)
      return corrupt("a text in it has no end");
    Out.Values[Payload.substr(0, KeyEnd).str()] =
        Payload.substr(KeyEnd + 1, ValueEnd - KeyEnd - 1).str();
    Payload = Payload.drop_front(ValueEnd + 1);
  }
  return Error::success();
}

Error Decoder::decodeFiles(StringRef Payload, ModuleData &Module) {
  while (!Payload.empty()) {
    struct {
      U64 Hash;
      U32 DirectorySize, NameSize;
    } Head;
    if (Payload.size() < sizeof(Head))
      return corrupt("its table of source files ends early");
    std::memcpy(&Head, Payload.data(), sizeof(Head));
    Payload = Payload.drop_front(sizeof(Head));
    U64 Size = U64(Head.DirectorySize) + Head.NameSize;
    if (Size > Payload.size())
      return corrupt("a source file's name is longer than its table");
    Module.Files.push_back(
        {Head.Hash, Payload.substr(0, Head.DirectorySize).str(),
         Payload.substr(Head.DirectorySize, Head.NameSize).str()});
    Payload =
        Payload.drop_front(std::min<U64>(alignTo(Size, 8), Payload.size()));
  }
  return Error::success();
}

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
  case CHUNK_FILES:
    return decodeFiles(C.Payload, Module);
  default: // CHUNK_INFO: offsets in it are relative to one blob
    if (!Module.Info.empty())
      return corrupt("a module has two INFO chunks");
    Module.Info = C.Payload.str();
    return Error::success();
  }
}

Error Decoder::decodeChunk(const Chunk &C) {
  switch (C.Type) {
  case CHUNK_RUN:
    return decodeFacts(C.Payload, File.Run);
  case CHUNK_MODULE:
    File.Modules.emplace_back();
    return decodeFacts(C.Payload, File.Modules.back().About);
  case CHUNK_TIMES:
    return decodeArray(C, File.Times);
  case CHUNK_EDGES:
    return decodeArray(C, File.Edges);
  case CHUNK_SAMPLES:
    return decodeArray(C, File.Samples);
  case CHUNK_LINES:
    if (!File.Lines)
      File.Lines.emplace();
    return decodeArray(C, *File.Lines);
  case CHUNK_FUNCTIONS:
  case CHUNK_INFO:
  case CHUNK_COUNTERS:
  case CHUNK_SITES:
  case CHUNK_SCANS:
  case CHUNK_MEMOS:
  case CHUNK_FILES:
    if (File.Modules.empty())
      return corrupt("its chunk " + chunkName(C.Type) +
                     " stands before any MODULE");
    return decodeModuleChunk(C, File.Modules.back());
  default: // a newer writer's addition
    return Error::success();
  }
}

static bool isWithin(I64 Offset, U64 Size, U64 Limit) {
  return Offset >= 0 && U64(Offset) <= Limit && Size <= Limit - U64(Offset);
}

Error Decoder::checkModule(const ModuleData &Module) {
  for (const FunctionRecord &F : Module.Functions) {
    if (!isWithin(F.Counters, F.NumCounters, Module.Counters.size()))
      return corrupt("a function's counters lie outside their table");
    if (!isWithin(F.Info, F.InfoSize, Module.Info.size()))
      return corrupt("a function's description lies outside its table");
    // ~0 and ~0-1 are the hash set's own; no process has that many functions.
    if (F.Id >= ~0u - 1 || !Ids.insert(F.Id).second)
      return corrupt("two functions have number " + Twine(F.Id));
  }
  for (const ScanRecord &S : Module.Scans)
    if (!isWithin(S.Info, S.InfoSize, Module.Info.size()))
      return corrupt("a search's description lies outside its table");
  for (const MemoRecord &M : Module.Memos)
    if (!isWithin(M.Info, M.InfoSize, Module.Info.size()))
      return corrupt("a memo's description lies outside its table");
  return Error::success();
}

Error Decoder::checkProcess() {
  U64 NumSites = 0;
  for (const ModuleData &Module : File.Modules)
    NumSites += Module.Sites.size();
  auto IsFunction = [&](U32 Id) { return Id < ~0u - 1 && Ids.contains(Id); };
  for (const TimeRecord &T : File.Times)
    if (!IsFunction(T.Function))
      return corrupt("times of function number " + Twine(T.Function) +
                     ", which is in no module");
  for (const EdgeRecord &E : File.Edges)
    if ((E.Caller && !IsFunction(E.Caller)) || !IsFunction(E.Callee) ||
        E.Site > NumSites)
      return corrupt("calls between unknown functions or from unknown places");
  for (const SampleRecord &S : File.Samples)
    if (S.Module > File.Modules.size() || S.Site > NumSites)
      return corrupt("samples in unknown places");
  return Error::success();
}

Expected<ProfileFile> Decoder::decode(const ChunkList &List) {
  File.FormatVersion = List.FormatVersion;
  for (const Chunk &C : List.Chunks)
    if (Error E = decodeChunk(C))
      return E;
  for (const ModuleData &Module : File.Modules)
    if (Error E = checkModule(Module))
      return E;
  if (Error E = checkProcess())
    return E;
  return std::move(File);
}

Expected<ProfileFile> hone::parseProfile(StringRef Bytes, StringRef Name) {
  Expected<ChunkList> List = readChunks(Bytes, Name);
  if (!List)
    return List.takeError();
  return Decoder(Name).decode(*List);
}

Expected<ProfileFile> hone::readProfile(StringRef Path) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer =
      MemoryBuffer::getFile(Path, /*IsText=*/false,
                            /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return profileError(ProfileError::Unreadable,
                        "cannot read profile '" + Path +
                            "': " + Buffer.getError().message());
  return parseProfile((*Buffer)->getBuffer(), Path);
}

void hone::appendChunk(std::string &Out, U32 Type, StringRef Payload) {
  ChunkHeader Header{Type, crc32(arrayRefFromStringRef(Payload)),
                     Payload.size()};
  Out.append(reinterpret_cast<const char *>(&Header), sizeof(Header));
  Out.append(Payload.begin(), Payload.end());
  Out.resize(alignTo(Out.size(), 8));
}

std::string hone::replaceLines(StringRef Bytes,
                               const std::vector<LineRecord> &Lines) {
  ChunkList List = cantFail(readChunks(Bytes, "profile"));
  FileHeader Header;
  std::memcpy(&Header, Bytes.data(), sizeof(Header));
  std::string Out = Bytes.substr(0, Header.HeaderSize).str();
  for (const Chunk &C : List.Chunks)
    if (C.Type != CHUNK_LINES)
      appendChunk(Out, C.Type, C.Payload);
  appendChunk(Out, CHUNK_LINES,
              StringRef(reinterpret_cast<const char *>(Lines.data()),
                        Lines.size() * sizeof(LineRecord)));
  appendChunk(Out, CHUNK_END, "");
  return Out;
}
