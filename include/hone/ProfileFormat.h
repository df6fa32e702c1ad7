//===- ProfileFormat.h - the files of a run --------------------*- C++ -*-===//
//
// Owns: header and chunks of the profile file, and the live file of a running
// process; the records in them are those of Abi.h. Knows nothing of LLVM,
// allocates nothing. docs/format.md describes the same in prose.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILEFORMAT_H
#define HONE_PROFILEFORMAT_H

#include "hone/Abi.h"

/// Version of the profile file, and the oldest one the tools still read.
#define HONE_FORMAT_VERSION 6
#define HONE_FORMAT_OLDEST 1

namespace hone {

//===-- The profile file --------------------------------------------------===//
//
//   FileHeader
//   { ChunkHeader, payload, padding to 8 bytes } ...
//   ChunkHeader of type END
//
// A module (executable or shared object) is a MODULE chunk followed by its
// FUNCTIONS, INFO, COUNTERS, SITES, SCANS, MEMOS, FILES, WAITS, CARRIERS, OPERATIONS
// and STRUCTS chunks;
// chunks of the process (all others) may stand anywhere. Readers skip chunk types they
// do not know.

constexpr char FileMagic[8] = {'H', 'O', 'N', 'E', 'P', 'R', 'F', '\n'};

struct FileHeader {
  char Magic[8];
  U32 FormatVersion; ///< HONE_FORMAT_VERSION of the writer
  U32 OldestReader;  ///< oldest format version whose readers can read this
  U32 HeaderSize;    ///< sizeof(FileHeader): the first chunk starts here
  U32 Endianness;    ///< 0x01020304
};

enum ChunkType : U32 {
  CHUNK_END = 0,       ///< empty payload; a file without it is truncated
  CHUNK_RUN = 1,       ///< text "key\0value\0" pairs, see docs/format.md
  CHUNK_MODULE = 2,    ///< text "key\0value\0": path, build_id, size
  CHUNK_FUNCTIONS = 3, ///< FunctionRecord[]
  CHUNK_INFO = 4,      ///< info blobs
  CHUNK_COUNTERS = 5,  ///< U64[]
  CHUNK_SITES = 6,     ///< SiteRecord[]
  CHUNK_SCANS = 7,     ///< ScanRecord[]; Info is an offset in INFO
  CHUNK_MEMOS = 8,     ///< MemoRecord[]; Info is an offset in INFO
  CHUNK_FILES = 9,     ///< { U64 hash, U32 directory-length, U32 name-length, bytes, pad to 8 }
  CHUNK_TIMES = 10,    ///< TimeRecord[]
  CHUNK_EDGES = 11,    ///< EdgeRecord[]
  CHUNK_HISTOGRAMS = 12, ///< HistogramRecord[]
  CHUNK_SAMPLES = 13,  ///< SampleRecord[]
  CHUNK_STACKS = 14,   ///< StackRecord[]
  CHUNK_THREADS = 15,  ///< ThreadRecord[]
  CHUNK_OBJECTS = 16,  ///< text pairs as in MODULE of each object without
                       ///< instrumented code in STACKS; "path" opens one
  // Added by the tool:
  CHUNK_NODES = 17,    ///< NodeRecord[]
  CHUNK_NAMES = 18,    ///< "name\0"...
  CHUNK_PLACES = 19,   ///< U32[] by index in STACKS: index in NODES plus 1; 0: in
                       ///< hone's own code. Shorter than STACKS: the rest is not
                       ///< resolved yet
  // Of a module:
  CHUNK_WAITS = 20,    ///< WaitRecord[]; Info is an offset in INFO
  // Of the process:
  CHUNK_HEAP = 21,     ///< HeapRecord[]
  CHUNK_TIMELINE = 22, ///< HeapPointRecord[], in the order of time
  // Of a module:
  CHUNK_CARRIERS = 23, ///< U32[], see Abi.h
  CHUNK_OPERATIONS = 24, ///< OperationRecord[]
  // Of the process:
  CHUNK_EVENTS = 25, ///< EventRecord[]
  // Of a module:
  CHUNK_STRUCTS = 26, ///< { U64 hash, U64 size, bytes, pad to 8 }, see Abi.h
  // Of the process:
  CHUNK_GROWTH = 27, ///< GrowthRecord[], each key once
  CHUNK_REUSES = 28, ///< ReuseRecord[], each key once
};

/// Those that follow a MODULE, and MODULE itself.
inline constexpr bool isOfModule(U32 Type) {
  return (Type >= CHUNK_MODULE && Type <= CHUNK_FILES) || Type == CHUNK_WAITS ||
         Type == CHUNK_CARRIERS || Type == CHUNK_OPERATIONS ||
         Type == CHUNK_STRUCTS;
}
/// One more than the largest ChunkType.
inline constexpr U32 NumChunkTypes = CHUNK_REUSES + 1;

struct ChunkHeader {
  U32 Type;
  U32 Crc;  ///< CRC-32 (IEEE 802.3, as zlib's crc32) of the payload
  U64 Size; ///< bytes of payload, without padding
};

//===-- The live file -----------------------------------------------------===//
//
// Stands where the profile will be while the program runs (with %m: beside it, as
// PATH.PID.live), and stays there when the program is killed. Holds the counters
// themselves, mapped into the process, and which binaries they belong to: what the
// counters mean is read from those.
//
//   LiveHeader, padding to LivePage
//   { LiveRecord, payload } ...     each starts at a multiple of LivePage
//
// Only ever grows. A record of type LIVE_END or the file's end ends it.

constexpr char LiveMagic[8] = {'H', 'O', 'N', 'E', 'L', 'I', 'V', '\n'};
constexpr U64 LivePage = 4096;

struct LiveHeader {
  char Magic[8];
  U32 FormatVersion; ///< HONE_FORMAT_VERSION of the writer
  U32 AbiVersion;    ///< HONE_ABI_VERSION of the records in the binaries
};

enum LiveType : U32 {
  LIVE_END = 0,
  LIVE_RUN = 1,      ///< text pairs as in CHUNK_RUN
  LIVE_MODULE = 2,   ///< text pairs as in CHUNK_MODULE; modules count from 0
  LIVE_COUNTERS = 3, ///< pages of one thread's counters of Module
  LIVE_RESET = 4,    ///< LIVE_COUNTERS that are being set to 0: all count as 0
};

struct LiveRecord {
  U32 Type;
  U32 Module;        ///< index of the LIVE_MODULE record
  U64 Size;          ///< bytes to the next record, a multiple of LivePage
  U64 PayloadOffset; ///< of the payload's first byte, from the record's; that of
                     ///< LIVE_COUNTERS is the module's first counter
  U64 PayloadSize;   ///< bytes
};

} // namespace hone

#endif // HONE_PROFILEFORMAT_H
