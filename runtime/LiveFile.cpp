//===- LiveFile.cpp - counters that survive the process ---------*- C++ -*-===//
//
// Owns: see LiveFile.h.
//
//===----------------------------------------------------------------------===//

#include "LiveFile.h"

#include "CounterBlocks.h"
#include "Path.h"
#include "Profile.h"
#include "Runtime.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

namespace hone::rt {

namespace {

/// Pages are reserved on the disk up to this many at once; more are left to a
/// disk with a lot of room. Writing into a file's hole on a full disk would
/// end the program.
constexpr U64 ReservedAtOnce = U64(1) << 20;
constexpr U64 LotOfRoom = 16;

Buffer Path;
U64 FileSize; ///< 0: there is no file
dev_t Device;
ino_t Inode;
U32 NumModules;
bool Tried;

U64 pagesOf(U64 Bytes) { return (Bytes + LivePage - 1) & ~(LivePage - 1); }

/// Opens the file, if what stands at its path is still ours.
int openFile() {
  if (!FileSize)
    return -1;
  int File = open(Path.text(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  struct stat Status;
  if (File >= 0 && fstat(File, &Status) == 0 && Status.st_dev == Device &&
      Status.st_ino == Inode && U64(Status.st_size) >= FileSize)
    return File;
  if (File >= 0)
    close(File);
  return -1;
}

bool hasRoom(int File, U64 Size) {
  rlimit Limit;
  if (getrlimit(RLIMIT_FSIZE, &Limit) != 0 ||
      (Limit.rlim_cur != RLIM_INFINITY && FileSize + Size > Limit.rlim_cur))
    return false;
  if (Size <= ReservedAtOnce)
    return posix_fallocate(File, off_t(FileSize), off_t(Size)) == 0;
  struct statvfs Disk;
  return fstatvfs(File, &Disk) == 0 &&
         U64(Disk.f_bavail) * Disk.f_frsize > LotOfRoom * Size &&
         ftruncate(File, off_t(FileSize + Size)) == 0;
}

/// Appends a record with room for its payload. Returns the payload's offset in
/// the file, or 0.
U64 append(int File, U32 Type, U32 Module, U64 PayloadOffset, U64 PayloadSize) {
  U64 Size = pagesOf(PayloadOffset + PayloadSize);
  LiveRecord Record = {Type, Module, Size, PayloadOffset, PayloadSize};
  U64 At = FileSize;
  if (!hasRoom(File, Size) || pwrite(File, &Record, sizeof(Record),
                                     off_t(At)) != ssize_t(sizeof(Record)))
    return 0;
  FileSize += Size;
  return At + PayloadOffset;
}

bool appendText(int File, U32 Type, const Buffer &Text) {
  U64 At = append(File, Type, 0, sizeof(LiveRecord), Text.size());
  return At && pwrite(File, Text.data(), Text.size(), off_t(At)) ==
                   ssize_t(Text.size());
}

bool writeHeader(int File) {
  LiveHeader Header = {};
  memcpy(Header.Magic, LiveMagic, sizeof(LiveMagic));
  Header.FormatVersion = HONE_FORMAT_VERSION;
  Header.AbiVersion = HONE_ABI_VERSION;
  FileSize = 0;
  if (!hasRoom(File, LivePage) ||
      pwrite(File, &Header, sizeof(Header), 0) != ssize_t(sizeof(Header)))
    return false;
  FileSize = LivePage;
  Buffer Run;
  appendRunText(Run, "running");
  bool Written = appendText(File, LIVE_RUN, Run);
  Run.release();
  return Written;
}

/// Makes the file beside its place and moves it there: a reader never finds
/// half a header.
bool makeFile(const char *Beside) {
  unlink(Beside); // of an earlier process with our id
  int File = open(Beside, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (File < 0)
    return false;
  struct stat Status;
  bool Made = writeHeader(File) && fstat(File, &Status) == 0 &&
              replaceFile(Beside, Path.text());
  close(File);
  if (!Made) {
    unlink(Beside);
    return false;
  }
  Device = Status.st_dev;
  Inode = Status.st_ino;
  return true;
}

} // namespace

bool startLiveFile() {
  if (Tried)
    return false;
  Tried = true;
  Path.clear();
  appendProfilePath(Path);
  if (profilesAreMerged()) {
    Path.appendText(".");
    Path.appendNumber(U64(getpid()));
    Path.appendText(".live");
  }
  struct stat Status;
  // A device, pipe or link must not be replaced by a file.
  if (lstat(Path.text(), &Status) == 0 && !S_ISREG(Status.st_mode))
    return false;
  makeFolders(Path.text());
  Buffer Beside;
  Beside.appendText(Path.text());
  Beside.appendText(".tmp-");
  Beside.appendNumber(U64(getpid()));
  NumModules = 0;
  if (!Path.ok() || !Beside.ok() || !makeFile(Beside.text()))
    FileSize = 0;
  Beside.release();
  return FileSize != 0;
}

void forgetLiveFile() {
  FileSize = 0;
  Tried = false;
}

void removeLiveFile() {
  int File = profilesAreMerged() ? openFile() : -1;
  if (File < 0)
    return;
  unlink(Path.text());
  close(File);
}

void addToLiveFile(Module &M) {
  int File = openFile();
  if (File < 0)
    return;
  Buffer Text;
  appendModuleText(Text, M);
  if (appendText(File, LIVE_MODULE, Text))
    M.LiveIndex = ++NumModules;
  Text.release();
  close(File);
}

U64 allocateLivePages(const Module &M) {
  int File = M.LiveIndex ? openFile() : -1;
  if (File < 0)
    return 0;
  CounterPages Pages = counterPages(M);
  U64 At = append(File, LIVE_COUNTERS, M.LiveIndex - 1, LivePage + Pages.Shift,
                  Pages.Counters * sizeof(U64));
  close(File);
  return At ? At - Pages.Shift : 0;
}

bool writeLivePages(U64 Offset, const void *Bytes, size_t Size) {
  int File = openFile();
  if (File < 0)
    return false;
  bool Written = pwrite(File, Bytes, Size, off_t(Offset)) == ssize_t(Size);
  close(File);
  return Written;
}

void markLivePages(U64 Offset, LiveType Type) {
  int File = Offset ? openFile() : -1;
  if (File < 0)
    return;
  // If this fails, the record stays what it is: full of counts or of zeros.
  (void)!pwrite(File, &Type, sizeof(Type),
                off_t(Offset - LivePage + offsetof(LiveRecord, Type)));
  close(File);
}

bool mapLivePages(U64 Offset, void *Address, size_t Size, int MapFlags) {
  int File = openFile();
  if (File < 0)
    return false;
  bool Mapped = mapAt(Address, Size, MAP_SHARED | MapFlags, File, Offset);
  close(File);
  return Mapped;
}

} // namespace hone::rt
