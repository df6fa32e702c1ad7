//===- ChunkReader.cpp ----------------------------------------------------===//
//
// Owns: the checks that make a file a profile of a known version, whole and
// undamaged. A profile comes from outside: no size in it is believed before it
// is compared with what is there.
//
//===----------------------------------------------------------------------===//

#include "ChunkReader.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/CRC.h"
#include "llvm/Support/MathExtras.h"
#include <cstring>

using namespace hone;
using namespace llvm;

char ProfileError::ID = 0;

Error hone::profileError(ProfileError::KindType Kind, const Twine &What) {
  return make_error<ProfileError>(Kind, What.str());
}

StringRef hone::chunkName(U32 Type) {
  static constexpr StringRef Names[] = {
      "END",        "RUN",     "MODULE", "FUNCTIONS", "INFO",    "COUNTERS",
      "SITES",      "SCANS",   "MEMOS",  "FILES",     "TIMES",   "EDGES",
      "HISTOGRAMS", "SAMPLES", "STACKS", "THREADS",   "OBJECTS", "NODES",
      "NAMES",      "PLACES",  "WAITS",  "HEAP",      "TIMELINE",
      "CARRIERS",   "OPERATIONS", "EVENTS", "STRUCTS",   "GROWTH"};
  return Type < std::size(Names) ? Names[Type] : "unknown";
}

static Error truncated(StringRef Name, size_t Size, const Twine &Where) {
  return profileError(ProfileError::Truncated,
                      "'" + Name + "' is truncated: it ends after " +
                          Twine(Size) + " bytes, " + Where +
                          "; was the disk full, or the copy interrupted? Run "
                          "the program again");
}

static Expected<FileHeader> readHeader(StringRef Bytes, StringRef Name) {
  size_t Common = std::min(Bytes.size(), sizeof(FileMagic));
  if (std::memcmp(Bytes.data(), FileMagic, Common) != 0)
    return profileError(ProfileError::NotAProfile,
                        "'" + Name +
                            "' is not a hone profile: it does not begin with "
                            "the mark of one; profiles are written by programs "
                            "built with hone.cfg and end in .prof");
  FileHeader Header;
  if (Bytes.size() < sizeof(Header))
    return truncated(Name, Bytes.size(), "within its header");
  std::memcpy(&Header, Bytes.data(), sizeof(Header));
  if (Header.Endianness != 0x01020304)
    return profileError(ProfileError::OtherVersion,
                        "'" + Name +
                            "' was written on a machine with the other byte "
                            "order: read it with hone on such a machine");
  return Header;
}

static Error checkVersion(const FileHeader &Header, StringRef Name) {
  auto Mismatch = [&](const Twine &Why) {
    return profileError(ProfileError::OtherVersion,
                        "'" + Name + "' has profile format version " +
                            Twine(Header.FormatVersion) +
                            ", this hone reads versions " +
                            Twine(HONE_FORMAT_OLDEST) + " to " +
                            Twine(HONE_FORMAT_VERSION) + ": " + Why);
  };
  if (Header.OldestReader > HONE_FORMAT_VERSION)
    return Mismatch("read it with the newer hone that built the program, or "
                    "build the program again with this one");
  if (Header.FormatVersion < HONE_FORMAT_OLDEST)
    return Mismatch("build the program again with this hone and run it");
  return Error::success();
}

Expected<ChunkList> hone::readChunks(StringRef Bytes, StringRef Name) {
  Expected<FileHeader> Header = readHeader(Bytes, Name);
  if (!Header)
    return Header.takeError();
  if (Error E = checkVersion(*Header, Name))
    return E;
  if (Header->HeaderSize < sizeof(FileHeader) || Header->HeaderSize % 8)
    return profileError(ProfileError::Corrupt,
                        "'" + Name + "' is damaged: its header says it is " +
                            Twine(Header->HeaderSize) + " bytes long");

  ChunkList List{Header->FormatVersion, {}};
  U64 At = Header->HeaderSize;
  while (true) {
    ChunkHeader Chunk;
    if (At > Bytes.size() || Bytes.size() - At < sizeof(Chunk))
      return truncated(Name, Bytes.size(), "before its END chunk");
    std::memcpy(&Chunk, Bytes.data() + At, sizeof(Chunk));
    U64 Begin = At + sizeof(Chunk);
    if (Chunk.Size > Bytes.size() - Begin)
      return truncated(Name, Bytes.size(),
                       "within a chunk " + chunkName(Chunk.Type) + " of " +
                           Twine(Chunk.Size) + " bytes at " + Twine(Begin));
    StringRef Payload = Bytes.substr(Begin, Chunk.Size);
    if (crc32(arrayRefFromStringRef(Payload)) != Chunk.Crc)
      return profileError(ProfileError::Corrupt,
                          "'" + Name +
                              "' is damaged: the checksum of its chunk " +
                              chunkName(Chunk.Type) + " at byte " + Twine(At) +
                              " does not fit; run the program again");
    if (Chunk.Type == CHUNK_END)
      return List;
    List.Chunks.push_back({Chunk.Type, static_cast<size_t>(At), Payload});
    At = Begin + alignTo(Chunk.Size, 8);
  }
}
