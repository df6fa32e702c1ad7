//===- FileWriter.cpp - chunks into a file ----------------------*- C++ -*-===//
//
// Owns: see FileWriter.h.
//
//===----------------------------------------------------------------------===//

#include "FileWriter.h"

#include "Path.h"
#include "Report.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>

namespace hone::rt {

namespace {

/// Slicing by 8 (Kounavis and Berry, ISCC 2005): Of[K][B] is what byte B adds to
/// the checksum when K more bytes follow.
struct CrcTables {
  U32 Of[8][256];
};
constexpr CrcTables makeCrcTables() {
  CrcTables Tables = {};
  for (U32 I = 0; I != 256; ++I) {
    U32 C = I;
    for (int Bit = 0; Bit != 8; ++Bit)
      C = C & 1 ? 0xedb88320u ^ (C >> 1) : C >> 1;
    Tables.Of[0][I] = C;
  }
  for (int K = 1; K != 8; ++K)
    for (U32 I = 0; I != 256; ++I) {
      U32 C = Tables.Of[K - 1][I];
      Tables.Of[K][I] = Tables.Of[0][C & 255] ^ (C >> 8);
    }
  return Tables;
}
constexpr CrcTables Crc = makeCrcTables();

/// Blocks the signals that a write can raise at a file-size limit or a pipe
/// without reader: they would end the program.
class WriteSignals {
public:
  WriteSignals() {
    sigemptyset(&Ours);
    sigaddset(&Ours, SIGXFSZ);
    sigaddset(&Ours, SIGPIPE);
    sigpending(&Before);
    pthread_sigmask(SIG_BLOCK, &Ours, &Old);
  }
  ~WriteSignals() {
    // Take those that we caused; leave those that waited before.
    if (sigismember(&Before, SIGXFSZ))
      sigdelset(&Ours, SIGXFSZ);
    if (sigismember(&Before, SIGPIPE))
      sigdelset(&Ours, SIGPIPE);
    timespec Zero = {};
    while (sigtimedwait(&Ours, nullptr, &Zero) > 0)
      ;
    pthread_sigmask(SIG_SETMASK, &Old, nullptr);
  }

private:
  sigset_t Ours, Before, Old;
};

/// Returns 0 or an errno value.
int writeAll(int File, const char *Bytes, size_t Size) {
  while (Size) {
    ssize_t Written = write(File, Bytes, Size);
    if (Written < 0 && errno == EINTR)
      continue;
    if (Written < 0)
      return errno;
    Bytes += Written;
    Size -= size_t(Written);
  }
  return 0;
}

int writeAndClose(int File, const Buffer &Bytes) {
  int Error = writeAll(File, Bytes.data(), Bytes.size());
  // Some network file systems report a full disk only here.
  if (close(File) != 0 && !Error && errno != EINTR)
    Error = errno;
  return Error;
}

/// Writes beside Path, then renames: a reader finds the old file or the new
/// one.
int replaceFile(const char *Path, const Buffer &Bytes) {
  Buffer Beside;
  Beside.appendText(Path);
  Beside.appendText(".tmp-");
  Beside.appendNumber(U64(getpid()));
  const char *Name = Beside.text();
  unlink(Name); // of an earlier process with our id
  int File = open(Name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  int Error = File < 0 ? errno : writeAndClose(File, Bytes);
  if (!Error && rename(Name, Path) != 0)
    Error = errno;
  if (Error && File >= 0)
    unlink(Name);
  Beside.release();
  return Error;
}

int putFile(const char *Path, const Buffer &Bytes) {
  struct stat Status;
  bool Exists = lstat(Path, &Status) == 0;
  if (!Exists || S_ISREG(Status.st_mode))
    return replaceFile(Path, Bytes);
  // A device, pipe or link must not be replaced by a file.
  int File = open(Path, O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (File < 0)
    return errno;
  fcntl(File, F_SETFL, 0); // do not wait for a pipe's reader, but for its pace
  return writeAndClose(File, Bytes);
}

} // namespace

U32 crc32(const void *Bytes, size_t Size) {
  U32 C = ~U32(0);
  auto *P = static_cast<const unsigned char *>(Bytes);
  for (U64 Word; Size >= sizeof(Word); Size -= sizeof(Word), P += sizeof(Word)) {
    memcpy(&Word, P, sizeof(Word)); // little-endian, as all of the format
    Word ^= C;
    C = 0;
    for (int K = 0; K != 8; ++K)
      C ^= Crc.Of[7 - K][(Word >> (8 * K)) & 255];
  }
  for (; Size--; ++P)
    C = Crc.Of[0][(C ^ *P) & 255] ^ (C >> 8);
  return ~C;
}

FileWriter::FileWriter() {
  FileHeader Header = {};
  memcpy(Header.Magic, FileMagic, sizeof(FileMagic));
  Header.FormatVersion = HONE_FORMAT_VERSION;
  Header.OldestReader = HONE_FORMAT_OLDEST;
  Header.HeaderSize = sizeof(FileHeader);
  Header.Endianness = 0x01020304;
  Bytes.append(&Header, sizeof(Header));
}

void FileWriter::chunk(ChunkType Type, const void *Payload, size_t Size) {
  ChunkHeader Header = {Type, crc32(Payload, Size), Size};
  Bytes.append(&Header, sizeof(Header));
  Bytes.append(Payload, Size);
  Bytes.padTo8();
}

void FileWriter::writeTo(const char *Path) {
  chunk(CHUNK_END, nullptr, 0);
  int Error = ENOMEM;
  if (Bytes.ok()) {
    WriteSignals Blocked;
    makeFolders(Path);
    Error = putFile(Path, Bytes);
  }
  if (!Error)
    return;
  const char *Mend =
      Error == ENOSPC || Error == EDQUOT
          ? "make room, or set HONE_PROFILE_FILE to another disk"
      : Error == ENOMEM ? "the profile did not fit into memory"
      : Error == EFBIG  ? "raise the limit that 'ulimit -f' shows"
                       : "set HONE_PROFILE_FILE to a place that can be written";
  complain(
      {"cannot write profile '", Path, "': ", errorText(Error), "; ", Mend});
}

} // namespace hone::rt
