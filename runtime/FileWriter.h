//===- FileWriter.h - chunks into a file -----------------------*- C++ -*-===//
//
// Owns: the file header, chunk headers and checksums, and putting the finished
// file into place so that nobody ever reads half a profile. Knows nothing of
// what is in the chunks.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_FILEWRITER_H
#define HONE_RUNTIME_FILEWRITER_H

#include "Memory.h"
#include "hone/ProfileFormat.h"

namespace hone::rt {

/// CRC-32 (IEEE 802.3), as zlib's crc32.
U32 crc32(const void *Bytes, size_t Size);

enum class Place { Replace, KeepOld };

class FileWriter {
public:
  /// Opens a file beside Path, or Path itself where that is a device, pipe or
  /// link, which must not be replaced; writes the file's header.
  explicit FileWriter(const char *Path);
  /// The file is made in memory.
  explicit FileWriter(Buffer &Memory);

  /// Writes a chunk.
  void chunk(ChunkType Type, const void *Payload, size_t Size);
  void chunk(ChunkType Type, const Buffer &Payload) {
    chunk(Type, Payload.data(), Payload.size());
  }

  /// The file cannot be completed, for a reason of the caller's: an errno
  /// value.
  void fail(int Why) { Error = Error ? Error : Why; }

  /// Ends the file and puts it at Path: a reader finds the old file or the new
  /// one. Returns 0, or EEXIST: KeepOld, and there is one. Else an errno value,
  /// after a complaint. In memory: 0 or ENOMEM.
  int finish(Place How = Place::Replace);

private:
  void writeHeader();
  void write(const void *First, size_t FirstSize, const void *Second,
             size_t SecondSize, size_t Padding);
  bool moveToPath(Place How);

  const char *Path = "";
  Buffer *Memory = nullptr; ///< instead of a file
  Buffer Beside; ///< name of the file until it is complete; empty: Path itself
  int File = -1;
  int Error = 0; ///< the first errno value
};

} // namespace hone::rt

#endif // HONE_RUNTIME_FILEWRITER_H
