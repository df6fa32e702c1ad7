//===- ChunkReader.h - the frame of the profile file -----------*- C++ -*-===//
//
// Owns: the header and the sequence of chunks: sizes, checksums, versions.
// Knows nothing of payloads.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_CHUNKREADER_H
#define HONE_PROFILE_CHUNKREADER_H

#include "ProfileFile.h"

namespace hone {

struct Chunk {
  U32 Type;
  size_t Offset; ///< of the ChunkHeader in the file
  llvm::StringRef Payload;
};

struct ChunkList {
  U32 FormatVersion;
  std::vector<Chunk> Chunks; ///< END left out
};

/// Checks the frame of a profile and lists its chunks.
llvm::Expected<ChunkList> readChunks(llvm::StringRef Bytes,
                                     llvm::StringRef Name);

/// "FUNCTIONS" for CHUNK_FUNCTIONS, and so on.
llvm::StringRef chunkName(U32 Type);

llvm::Error profileError(ProfileError::KindType Kind, const llvm::Twine &What);

} // namespace hone

#endif // HONE_PROFILE_CHUNKREADER_H
