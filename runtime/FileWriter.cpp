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
#include <sys/uio.h>

namespace hone::rt {

namespace {

/// Slicing by 8 (Kounavis and Berry, ISCC 2005): Of[K][B] is what byte B adds
/// to the checksum when K more bytes follow.
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

} // namespace

U32 crc32(const void *Bytes, size_t Size) {
  U32 C = ~U32(0);
  auto *P = static_cast<const unsigned char *>(Bytes);
  for (U64 Word; Size >= sizeof(Word);
       Size -= sizeof(Word), P += sizeof(Word)) {
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

FileWriter::FileWriter(const char *Path) : Path(Path) {
  WriteSignals Blocked;
  makeFolders(Path);
  struct stat Status;
  if (lstat(Path, &Status) == 0 && !S_ISREG(Status.st_mode)) {
    File = open(Path, O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (File >= 0)
      fcntl(File, F_SETFL, 0); // wait for a pipe's pace, but not for its reader
  } else {
    Beside.appendText(Path);
    Beside.appendText(".tmp-");
    Beside.appendNumber(U64(getpid()));
    // Processes in other containers that write here may have our id.
    Beside.appendText("-");
    Beside.appendNumber(clockNs(CLOCK_REALTIME));
    File = open(Beside.text(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  }
  Error = File < 0 ? errno : 0;
  writeHeader();
}

FileWriter::FileWriter(Buffer &Memory) : Memory(&Memory) { writeHeader(); }

void FileWriter::writeHeader() {
  FileHeader Header = {};
  memcpy(Header.Magic, FileMagic, sizeof(FileMagic));
  Header.FormatVersion = HONE_FORMAT_VERSION;
  Header.OldestReader = HONE_FORMAT_OLDEST;
  Header.HeaderSize = sizeof(FileHeader);
  Header.Endianness = 0x01020304;
  write(&Header, sizeof(Header), nullptr, 0, 0);
}

void FileWriter::write(const void *First, size_t FirstSize, const void *Second,
                       size_t SecondSize, size_t Padding) {
  static char Zeros[8];
  if (Memory) {
    Memory->append(First, FirstSize);
    Memory->append(Second, SecondSize);
    Memory->append(Zeros, Padding);
    return;
  }
  iovec Parts[] = {{const_cast<void *>(First), FirstSize},
                   {const_cast<void *>(Second), SecondSize},
                   {Zeros, Padding}};
  iovec *Part = Parts, *End = Parts + 3;
  while (!Error && Part != End) {
    ssize_t Written = writev(File, Part, int(End - Part));
    if (Written < 0) {
      Error = errno == EINTR ? 0 : errno;
      continue;
    }
    for (size_t Left = size_t(Written); Part != End; ++Part) {
      if (Left < Part->iov_len) {
        Part->iov_base = static_cast<char *>(Part->iov_base) + Left;
        Part->iov_len -= Left;
        break;
      }
      Left -= Part->iov_len;
    }
  }
}

void FileWriter::chunk(ChunkType Type, const void *Payload, size_t Size) {
  WriteSignals Blocked;
  ChunkHeader Header = {Type, crc32(Payload, Size), Size};
  write(&Header, sizeof(Header), Payload, Size, -Size & 7);
}

/// Renames, but fails with EEXIST where there is a file already. Some file
/// systems have only the one way, some only the other.
static int renameToNew(const char *From, const char *To) {
  constexpr unsigned NoReplace = 1; // RENAME_NOREPLACE
  if (syscall(SYS_renameat2, AT_FDCWD, From, AT_FDCWD, To, NoReplace) == 0)
    return 0;
  if ((errno != EINVAL && errno != ENOSYS) || link(From, To) != 0)
    return -1;
  return unlink(From);
}

/// Some network file systems report a full disk only on closing.
bool FileWriter::moveToPath(Place How) {
  if (File >= 0 && close(File) != 0 && !Error && errno != EINTR)
    Error = errno;
  if (!Error && Beside.size() &&
      (How == Place::KeepOld ? renameToNew(Beside.text(), Path)
                             : rename(Beside.text(), Path)) != 0)
    Error = errno;
  if (Error && File >= 0 && Beside.size())
    unlink(Beside.text());
  Beside.release();
  return !Error;
}

int FileWriter::finish(Place How) {
  chunk(CHUNK_END, nullptr, 0);
  if (Memory)
    return Memory->ok() ? 0 : ENOMEM;
  WriteSignals Blocked;
  if (moveToPath(How) || (How == Place::KeepOld && Error == EEXIST))
    return Error;
  const char *Mend =
      Error == ENOSPC || Error == EDQUOT
          ? "make room, or set HONE_PROFILE_FILE to another disk"
      : Error == EFBIG ? "raise the limit that 'ulimit -f' shows"
                       : "set HONE_PROFILE_FILE to a place that can be written";
  complain(
      {"cannot write profile '", Path, "': ", errorText(Error), "; ", Mend});
  return Error;
}

} // namespace hone::rt
