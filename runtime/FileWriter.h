//===- FileWriter.h - chunks into a file -----------------------*- C++ -*-===//
//
// Owns: the file header, chunk headers and checksums, and putting the finished
// bytes into place so that nobody ever reads half a profile. Knows nothing of
// what is in the chunks.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_FILEWRITER_H
#define HONE_RUNTIME_FILEWRITER_H

#include "Memory.h"

namespace hone::rt {

/// CRC-32 (IEEE 802.3), as zlib's crc32.
U32 crc32(const void *Bytes, size_t Size);

class FileWriter {
public:
  /// Starts with the file's header.
  FileWriter();
  ~FileWriter() { Bytes.release(); }

  /// Adds a chunk.
  void chunk(ChunkType Type, const void *Payload, size_t Size);
  void chunk(ChunkType Type, const Buffer &Payload) {
    chunk(Type, Payload.data(), Payload.size());
  }

  /// Ends the file and puts it at Path. Complains when that is impossible.
  void writeTo(const char *Path);

private:
  Buffer Bytes;
};

} // namespace hone::rt

#endif // HONE_RUNTIME_FILEWRITER_H
