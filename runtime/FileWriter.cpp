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
#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace hone::rt {

namespace {

/// For the bytes that folding leaves, and where the processor can't fold.
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

#if defined(__x86_64__)
namespace {
/// Asked once: in a virtual machine the answer costs as much as 100 kB do.
bool hasFolding() {
  static int Known = -1;
  if (loadRelaxed(Known) < 0) {
    unsigned A, B, C, D;
    constexpr unsigned CarrylessMultiply = 1u << 1, Sse41 = 1u << 19;
    constexpr unsigned Both = CarrylessMultiply | Sse41;
    storeRelaxed(Known,
                 int(__get_cpuid(1, &A, &B, &C, &D) && (C & Both) == Both));
  }
  return loadRelaxed(Known) != 0;
}

#define HONE_FOLDING __attribute__((target("pclmul,sse4.1")))

HONE_FOLDING inline __m128i load(const unsigned char *P) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i *>(P));
}

HONE_FOLDING inline __m128i fold(__m128i X, __m128i By, __m128i Next) {
  return _mm_xor_si128(Next,
                       _mm_xor_si128(_mm_clmulepi64_si128(X, By, 0x00),
                                     _mm_clmulepi64_si128(X, By, 0x11)));
}

/// The state C after Size bytes, a multiple of 16 and at least 64: four words of
/// 16 bytes at a time (Gopal et al., "Fast CRC Computation for Generic
/// Polynomials Using PCLMULQDQ Instruction", Intel 2009, bit-reflected).
HONE_FOLDING U32 crcFolded(U32 C, const unsigned char *P, size_t Size) {
  const __m128i By64 = _mm_set_epi64x(0x01c6e41596, 0x0154442bd4);
  const __m128i By16 = _mm_set_epi64x(0x00ccaa009e, 0x01751997d0);
  const __m128i By8 = _mm_set_epi64x(0, 0x0163cd6124);
  const __m128i Polynomial = _mm_set_epi64x(0x01f7011641, 0x01db710641);
  const __m128i Low = _mm_setr_epi32(~0, 0, ~0, 0);
  __m128i X[4];
  for (int I = 0; I != 4; ++I)
    X[I] = load(P + 16 * I);
  X[0] = _mm_xor_si128(X[0], _mm_cvtsi32_si128(int(C)));
  for (P += 64, Size -= 64; Size >= 64; P += 64, Size -= 64)
    for (int I = 0; I != 4; ++I)
      X[I] = fold(X[I], By64, load(P + 16 * I));
  __m128i R = X[0];
  for (int I = 1; I != 4; ++I)
    R = fold(R, By16, X[I]);
  for (; Size; P += 16, Size -= 16)
    R = fold(R, By16, load(P));
  // 128 bits to 64, to 32.
  R = _mm_xor_si128(_mm_srli_si128(R, 8), _mm_clmulepi64_si128(R, By16, 0x10));
  R = _mm_xor_si128(_mm_srli_si128(R, 4),
                    _mm_clmulepi64_si128(_mm_and_si128(R, Low), By8, 0x00));
  __m128i Q = _mm_and_si128(R, Low);
  Q = _mm_and_si128(_mm_clmulepi64_si128(Q, Polynomial, 0x10), Low);
  Q = _mm_clmulepi64_si128(Q, Polynomial, 0x00);
  return U32(_mm_extract_epi32(_mm_xor_si128(R, Q), 1));
}
} // namespace
#endif

U32 crc32(const void *Bytes, size_t Size) {
  U32 C = ~U32(0);
  auto *P = static_cast<const unsigned char *>(Bytes);
#if defined(__x86_64__)
  if (size_t Folded = Size & ~size_t(15); Folded >= 64 && hasFolding()) {
    C = crcFolded(C, P, Folded);
    P += Folded;
    Size -= Folded;
  }
#endif
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
static bool renameToNew(const char *From, const char *To) {
  constexpr unsigned NoReplace = 1; // RENAME_NOREPLACE
  if (syscall(SYS_renameat2, AT_FDCWD, From, AT_FDCWD, To, NoReplace) == 0)
    return true;
  if ((errno != EINVAL && errno != ENOSYS) || link(From, To) != 0)
    return false;
  return unlink(From) == 0;
}

/// Some network file systems report a full disk only on closing.
bool FileWriter::moveToPath(Place How) {
  if (File >= 0 && close(File) != 0 && !Error && errno != EINTR)
    Error = errno;
  if (!Error && Beside.size() &&
      !(How == Place::KeepOld ? renameToNew(Beside.text(), Path)
                              : replaceFile(Beside.text(), Path)))
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
